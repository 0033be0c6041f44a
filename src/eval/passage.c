#include "eval/passage.h"

#include "eval/matter.h"

/* The sentence and the next as one range, in *out_range; false when the next opens a new matter, or there is none. */
static bool join_next(struct eval_context *context, struct eval_text *text, size_t sentence,
                      struct text_range *out_range)
{
    if (sentence + 1 >= text->sentences.count || !eval_matter_goes_on(context, text, sentence + 1)) return false;
    *out_range = (struct text_range){text->sentences.items[sentence].begin, text->sentences.items[sentence + 1].end};
    return true;
}

/* Moves on to the next sentence of the scope; false behind the last. */
static bool next_sentence(struct eval_passages *walk, struct eval_passage *out_passage, size_t *out_sentence)
{
    while (walk->text < walk->scope->count && walk->sentence == walk->scope->texts[walk->text]->sentences.count) {
        walk->text++;
        walk->sentence = 0;
    }
    if (walk->text == walk->scope->count) return false;
    out_passage->text = walk->scope->texts[walk->text];
    out_passage->range = out_passage->text->sentences.items[walk->sentence];
    *out_sentence = walk->sentence++;
    return true;
}

bool eval_passages_next(struct eval_context *context, struct eval_passages *walk, struct eval_passage *out_passage)
{
    size_t sentence;
    for (;;) {
        if (!next_sentence(walk, out_passage, &sentence)) {
            if (walk->joined) return false;
            *walk = (struct eval_passages){.scope = walk->scope, .joined = true};
        } else if (!walk->joined || join_next(context, out_passage->text, sentence, &out_passage->range)) {
            return true;
        }
    }
}
