/* The facade: what a run has to say when it is done. */
#include "juten_private.h"

void juten_counts(const struct juten *run, struct juten_counts *out_counts)
{
    const struct review_totals *totals = &run->totals;
    *out_counts = (struct juten_counts){.files = totals->files,
                                        .requests = totals->requests,
                                        .claims = totals->claims,
                                        .criteria = totals->criteria,
                                        .skipped = totals->skipped,
                                        .errors = totals->errors,
                                        .waived = totals->waived,
                                        .previous = run->previous,
                                        .error_findings = totals->findings[RULE_ERROR],
                                        .warning_findings = totals->findings[RULE_WARNING],
                                        .note_findings = totals->findings[RULE_NOTE]};
}

enum juten_outcome juten_outcome(const struct juten *run)
{
    return (enum juten_outcome)report_outcome(&run->report_run, &run->totals);
}

const char *juten_counts_line(struct juten *run)
{
    buf_reset(&run->counts_line);
    report_counts(&run->counts_line, run->report_run.settings.language, &run->totals);
    return buf_status(&run->counts_line) == STATUS_OK ? run->counts_line.bytes : NULL;
}

const char *juten_details(struct juten *run)
{
    if (buf_status(&run->details) != STATUS_OK) return NULL;
    return run->details.bytes ? run->details.bytes : "";
}

bool juten_timing(const struct juten *run, size_t index, const char **out_phase, uint64_t *out_nanoseconds)
{
    static const enum report_phrase names[] = {
#define PROFILE_PHASE(code) REPORT_PHASE_##code,
#include "base/profile.def"
#undef PROFILE_PHASE
    };
    if (index >= sizeof names / sizeof *names) return false;
    const size_t phase = PROFILE_OUTSIDE + 1 + index;
    *out_phase = report_plain(run->report_run.settings.language, names[index]);
    *out_nanoseconds = run->profile.spent[phase];
    for (size_t i = 0; i < LIMIT_JOBS; i++)
        *out_nanoseconds += run->profiles[i].spent[phase];
    return true;
}
