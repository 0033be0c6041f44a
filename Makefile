# juten - build, demo, tests. GNU make.
#   make            build/juten            make demo       check the shipped submissions
#   make test       every test             make deps       install the Debian packages that are missing
#   make install    the command, its manual, completions and library; DESTDIR= PREFIX=     make uninstall
#   make static     build/static/juten, one file that runs anywhere (it writes no xlsx)
#   make accuracy   verdicts on the labelled corpus against its labels; ARGS=--errors lists what is wrong in dev
#   make brief      verdicts on claims of few sentences; ARGS=--errors lists what is wrong
#   make rates      how many claims the real texts of ../shared/data justify
#   make bench      what juten takes beside the floors of its work and other programs (make bench-peers installs these)
#   make test-clients   what juten writes for other programs, given to these (Node; packages of npm; LibreOffice, openpyxl)
#   make test-package   what is installed, in man, mandoc and three shells; the static program; two builds compared
# Variants live side by side under build/: release, san-… (SAN=address,undefined), nojit (NOJIT=1, for valgrind).
# BUILD=FOLDER builds elsewhere, e.g. for two people in one tree.

MAKEFLAGS += --no-builtin-rules --no-print-directory
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

comma := ,
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
AR ?= ar
VARIANT := $(if $(SAN),san-$(subst $(comma),-,$(SAN)),$(if $(NOJIT),nojit,release))
BUILD := build
OUT := $(BUILD)/$(VARIANT)
DEPS := sh tests/install/deps

# ---- what is needed from outside: found by a probe, installed when missing (writes DEP_CFLAGS and DEP_LIBS)
ifneq ($(filter-out deps clean format uninstall,$(or $(MAKECMDGOALS),all)),)
include $(BUILD)/config.mk
endif

# ---- flags
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum \
            -Wformat=2 -Wundef -Wvla $(if $(CI)$(WERROR),-Werror)
SAN_FLAGS := -O1 -g -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer -DJUTEN_ARENA_MALLOC
NOJIT_FLAGS := -O2 -gdwarf-4 -DJUTEN_NO_JIT
PLAIN_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -Isrc -pthread $(WARNINGS) "-ffile-prefix-map=$(CURDIR)=." $(DEP_CFLAGS)
ALL_CFLAGS = $(PLAIN_CFLAGS) $(if $(SAN),$(SAN_FLAGS),$(if $(NOJIT),$(NOJIT_FLAGS),-O2 -g)) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pthread $(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS)
COMPILE = $(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d
LINK = $(CC) $(ALL_LDFLAGS) -o $@

# ---- what there is
ROOMS := base text doc rule eval review report lsp cli
SOURCES := $(filter-out src/cli/main.c,$(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))) $(wildcard src/juten*.c)
PACK_FILES := $(sort $(wildcard rules/*/*.yaml rules/*/*/*.yaml rules/*/*.prints))
OBJECTS := $(SOURCES:%.c=$(OUT)/%.o) $(OUT)/gen/embedded_packs.o $(OUT)/gen/embedded_page.o
LIBRARY := $(OUT)/libjuten.a
PROGRAM := $(if $(wildcard src/cli/main.c),$(OUT)/juten)
SUPPORT_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/support/*.c))
SUPPORT := $(if $(SUPPORT_OBJECTS),$(OUT)/libsupport.a)
UNITS := $(patsubst %.c,$(OUT)/%,$(wildcard tests/unit/*/test_*.c))
PROPERTIES := $(patsubst %.c,$(OUT)/%,$(wildcard tests/property/*.c))
TORTURE := $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/torture/*.c))
PAGES := $(foreach page,man1/juten.1 man5/juten-rules.5 man5/juten-submission.5,$(BUILD)/man/$(page) $(BUILD)/man/ja/$(page))
COMPLETIONS := $(addprefix $(BUILD)/completion/juten.,bash zsh fish)
FUZZERS := $(patsubst %.c,$(OUT)/%,$(wildcard tests/fuzz/fuzz_*.c))
.SECONDARY: $(addsuffix .o,$(UNITS) $(PROPERTIES) $(FUZZERS))

# ---- what a person asks for
.PHONY: FORCE all install uninstall static bench bench-peers demo test accuracy brief rates deps clean format program tests lint sanitize torture fuzz-replay \
        golden-update test-install test-clients test-package
all: program $(if $(filter release,$(VARIANT)),$(if $(PROGRAM),$(BUILD)/juten $(PAGES) $(COMPLETIONS)))

program: $(LIBRARY) $(PROGRAM)

tests: program $(UNITS) $(PROPERTIES) $(FUZZERS) $(if $(TORTURE),$(OUT)/torture)

demo: all
	@printf '\n== submissions/r2: requests that carry the clauses they claim ==\n\n'
	@$(BUILD)/juten check --pack r2 submissions/r2
	@printf '\n== submissions/needs-work: the usual failings, one per request ==\n\n'
	@$(BUILD)/juten check --pack r2 --exit-zero submissions/needs-work
	@printf '\n== submissions/h27: real figures of the FY2015 budget, judged by the FY2020 guideline ==\n\n'
	@$(BUILD)/juten check --pack r2 --exit-zero submissions/h27
	@printf '\nDone. The second and third are meant to show findings; a pass is no approval.\n'

# Both take DESTDIR, PREFIX and the folders below PREFIX from the command line (tests/package/install.py tests them).
export DESTDIR PREFIX BINDIR INCLUDEDIR LIBDIR DATADIR
install: all
	@LIBS='$(DEP_STATIC_LIBS) -pthread' sh packaging/install.sh install '$(BUILD)'

uninstall:
	@sh packaging/install.sh uninstall

static: $(BUILD)/static/juten

test: all $(BUILD)/tools.ok
	@python3 tests/run

accuracy brief rates: all $(BUILD)/tools.ok
	@python3 -B tests/accuracy/$@.py --binary $(OUT)/juten $(ARGS)

CLIENTS := $(BUILD)/clients
BENCH := $(BUILD)/bench
PEERS := $(BUILD)/peers
test-clients: all $(CLIENTS)/ok
	@NODE_PATH=$(CLIENTS)/node_modules node tests/clients/run.js $(ARGS)
	@python3 -B tests/clients/office.py --binary $(OUT)/juten
	@python3 -B tests/clients/precommit.py --binary $(OUT)/juten
	@python3 -B tests/clients/pipelines.py --binary $(OUT)/juten
	@$(MAKE) test-package

# What is installed, where it is used; the static program; two builds, which must be the same.
test-package: all static
	@$(DEPS) package
	@for test in install completion static twice; do echo "== tests/package/$$test"; python3 -B tests/package/$$test.py || exit 1; done

lint: all $(BUILD)/tools.ok
	@python3 tests/run lint

sanitize: all $(BUILD)/tools.ok
	@python3 tests/run sanitize

torture: all $(BUILD)/tools.ok
	@python3 tests/run torture --complete

fuzz-replay: all $(BUILD)/tools.ok
	@python3 tests/run fuzz

# Ratios in one run, no limits: what is measured, each program says. ARGS chooses parts of the first.
bench: all $(BUILD)/tools.ok $(BENCH)/runner $(BENCH)/read $(BENCH)/events
	@python3 -B tests/bench/bench.py --write docs/performance.md $(ARGS)
	@python3 tests/bench/set_growth.py
	@python3 tests/bench/tables.py
	@python3 tests/bench/reports.py

# Programs beside which juten is measured: installed when asked for.
bench-peers: $(PEERS)/ok
	@$(DEPS) bench

golden-update: all
	@python3 tests/golden/run.py --update

test-install:
	sh tests/install/first_commit.sh
	sh tests/install/debootstrap.sh

deps:
	@$(DEPS) all

format:
	clang-format -i $$(find src tests -name '*.[ch]')

clean:
	rm -rf $(BUILD)

# ---- how it is made
$(BUILD)/config.mk: tests/install/deps
	@mkdir -p $(BUILD) && CC='$(CC)' $(DEPS) build > $@.new && mv $@.new $@

$(BUILD)/tools.ok: tests/install/deps
	@CC='$(CC)' $(DEPS) test && touch $@

CLIENT_FILES := tests/clients/package.json tests/clients/package-lock.json tests/clients/.npmrc
$(CLIENTS)/ok: $(CLIENT_FILES) tests/install/deps
	@$(DEPS) clients && mkdir -p $(@D) && cp $(CLIENT_FILES) $(@D) && cd $(@D) && npm ci && touch ok

PEER_FILES := $(addprefix tests/bench/peers/,package.json package-lock.json .npmrc job.js)
$(PEERS)/ok: $(PEER_FILES) tests/install/deps
	@$(DEPS) bench && mkdir -p $(@D) && cp $(PEER_FILES) $(@D) && cd $(@D) && npm ci && touch ok

$(BENCH)/%: tests/bench/%.c $(BUILD)/config.mk
	@mkdir -p $(@D); $(CC) $(PLAIN_CFLAGS) -O2 -o $@ $< $(DEP_LIBS)
$(BENCH)/%: tests/bench/floor/%.c tests/bench/floor/files.h $(BUILD)/config.mk
	@mkdir -p $(@D); $(CC) $(PLAIN_CFLAGS) -O2 -o $@ $< $(DEP_LIBS)

# Rewritten only when the flags, the compiler or the set of sources change; every object depends on it.
STAMP := $(CC) $(shell $(CC) -dumpfullversion 2>/dev/null) $(ALL_CFLAGS) $(ALL_LDFLAGS)
$(OUT)/flags: FORCE
	@mkdir -p $(@D); echo '$(STAMP)' | cmp -s - $@ || echo '$(STAMP)' > $@
$(OUT)/members: FORCE
	@mkdir -p $(@D); echo '$(OBJECTS)' | cmp -s - $@ || echo '$(OBJECTS)' > $@
$(BUILD)/gen/packs: FORCE
	@mkdir -p $(@D); echo '$(PACK_FILES)' | cmp -s - $@ || echo '$(PACK_FILES)' > $@

# The packs are loaded at build time by the program's own rooms: a tool of the release kind, whatever the variant, but with
# blocks of their own for what is allocated.
EMBED_OBJECTS := $(patsubst %.c,$(BUILD)/embed/%.o,$(foreach room,base text doc rule,$(wildcard src/$(room)/*.c)) \
                 src/cli/embed/main.c src/cli/embed/freeze.c)
$(BUILD)/embed/%.o: %.c $(BUILD)/config.mk
	@mkdir -p $(@D); $(CC) $(PLAIN_CFLAGS) -O1 -DJUTEN_ARENA_MALLOC -MMD -MP -MF $@.d -c $< -o $@
$(BUILD)/embed/embed: $(EMBED_OBJECTS)
	@$(CC) -pthread -o $@ $^ $(DEP_LIBS)
$(BUILD)/gen/embedded_packs.c: $(BUILD)/embed/embed $(BUILD)/gen/packs $(PACK_FILES)
	@mkdir -p $(@D); $< rules $(PACK_FILES:rules/%=%) > $@


# Style and script of the HTML report, with their hashes.
PAGE_FILES := style=src/report/html/page.css script=src/report/html/page.js
$(BUILD)/embed/page: $(patsubst %.c,$(BUILD)/embed/%.o,$(wildcard src/base/*.c) src/cli/embed/page.c)
	@$(CC) -pthread -o $@ $^ $(DEP_LIBS)
$(BUILD)/gen/embedded_page.c: $(BUILD)/embed/page $(wildcard src/report/html/*)
	@mkdir -p $(@D); $< $(PAGE_FILES) > $@

$(OUT)/gen/%.o: $(BUILD)/gen/%.c $(OUT)/flags
	@mkdir -p $(@D); $(COMPILE) -c $< -o $@

$(OUT)/tests/%.o: tests/%.c $(OUT)/flags
	@mkdir -p $(@D); $(COMPILE) -Itests -c $< -o $@

$(OUT)/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D); $(COMPILE) -c $< -o $@

$(LIBRARY): $(OBJECTS) $(OUT)/members
	@rm -f $@; $(AR) qcsD $@ $(OBJECTS)

$(BUILD)/juten: $(BUILD)/release/juten
	@ln -f $< $@ && echo 'built $@'

# One program that needs nothing from its machine. Only what opens a library at run time is made otherwise than in the release.
$(BUILD)/static/xlsx_page.o: src/doc/xlsx_page.c $(BUILD)/release/flags
	@mkdir -p $(@D); $(COMPILE) -DJUTEN_STATIC -c $< -o $@
$(BUILD)/static/juten: $(BUILD)/static/xlsx_page.o $(BUILD)/release/src/cli/main.o $(BUILD)/release/libjuten.a
	@$(LINK) -static $^ $(DEP_STATIC_LIBS) && echo 'built $@'

# What describes the command, written by itself: the pages by a tool that shares its tables, the completions by the command.
$(BUILD)/embed/manual: $(BUILD)/embed/src/cli/embed/manual.o $(BUILD)/release/libjuten.a
	@$(CC) -pthread -o $@ $^ $(DEP_LIBS)
$(BUILD)/man/ja/%: $(BUILD)/embed/manual
	@mkdir -p $(@D); $< ja $(basename $(@F)) > $@
$(BUILD)/man/%: $(BUILD)/embed/manual
	@mkdir -p $(@D); $< en $(basename $(@F)) > $@
$(BUILD)/completion/juten.%: $(BUILD)/release/juten
	@mkdir -p $(@D); $< completion $* > $@

$(OUT)/juten: $(OUT)/src/cli/main.o $(LIBRARY)
	@$(LINK) $^ $(DEP_LIBS)

$(OUT)/libsupport.a: $(SUPPORT_OBJECTS)
	@rm -f $@; $(AR) qcsD $@ $^

# Test programs: their own objects, what tests share, the library, in this order.
$(OUT)/torture: $(TORTURE)
# Every allocation passes the torture program first, which notes the calls that lead to it.
$(OUT)/torture: private LDFLAGS += -Wl,--wrap=alloc_bytes,--wrap=alloc_zeroed,--wrap=alloc_resize
$(FUZZERS): $(if $(findstring fuzzer,$(SAN)),,$(OUT)/tests/fuzz/standalone.o)
$(OUT)/tests/property/amounts: $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/property/amount/*.c))
$(OUT)/torture $(UNITS) $(PROPERTIES) $(FUZZERS): $(SUPPORT) $(LIBRARY)
	@$(LINK) $(filter %.o,$^) $(filter %.a,$^) $(DEP_LIBS) -lcmocka
$(foreach program,$(UNITS) $(PROPERTIES) $(FUZZERS),$(eval $(program): $(program).o))

-include $(shell find $(OUT) $(BUILD)/embed $(BUILD)/static -name '*.d' 2>/dev/null)
