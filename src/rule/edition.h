/* rule/edition - two editions of a pack compared clause by clause: the clause map from the old to the new one, and what
 * has changed in each clause.
 *
 * Everything lives in the arena given and borrows from both sets. STATUS_OK or STATUS_NO_MEMORY. */
#ifndef RULE_EDITION_H
#define RULE_EDITION_H

#include "rule/ruleset.h"

/* A sentence that only one edition has (the other NULL), or one whose number or kind has changed. */
struct rule_sentence_change {
    const struct rule_sentence *old, *new;
};

/* A criterion that only one edition has (the other NULL), or one that has changed. */
struct rule_criterion_change {
    const struct rule_criterion *old, *new;
    bool mode, level, who, asks; /* which of these differ */
};

/* A clause of both editions, or of one (the other NULL). */
struct rule_clause_change {
    const struct rule_clause *old, *new;
    bool moved;                     /* another label */
    bool reworded;                  /* sentences came or went */
    bool renamed;                   /* another heading */
    bool opened;                    /* can be claimed now and could not be, */
    bool closed;                    /* or the other way round */
    bool remade;                    /* criteria came, went or changed */
    bool renumbered;                /* sentences have other numbers or kinds */
    const struct rule_clause *heir; /* of a clause that is gone: the new clause with most of its sentences, or NULL */
    const struct rule_sentence_change *sentences;
    size_t sentence_count;
    const struct rule_criterion_change *criteria;
    size_t criterion_count;
};

struct rule_edition_changes {
    const struct rule_clause_change *clauses; /* in the order of the new pack, then what is gone, in the old one's */
    size_t count;
};

/* Compares two editions. */
enum status rule_editions_compare(struct arena *arena, const struct rule_set *old, const struct rule_set *new,
                                  struct rule_edition_changes *out_changes) MUST_CHECK;

#endif
