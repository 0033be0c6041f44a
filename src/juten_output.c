/* The reports of a run: which formats there are, and where each report goes. */
#include "juten_private.h"

#include "text/printable.h"

#include <string.h>

static enum status write_place(void *context, const char *bytes, size_t len)
{
    const struct juten_place *place = context;
    return place->write(place->context, bytes, len) ? STATUS_OK : STATUS_IO;
}

static enum juten_status add_output(struct juten *run, const char *format, struct output output)
{
    output.format = report_format_find(format);
    output.run = run;
    if (!output.format || run->output_count == REPORTS_MAX) {
        buf_add_string(&run->problem, "--format: ");
        text_print(&run->problem, text_view_of(format));
        buf_add_char(&run->problem, '\n');
        return JUTEN_SETTING;
    }
    run->report_run.settings.line_hashes |= output.format->line_hashes;
    run->outputs[run->output_count++] = output;
    return JUTEN_OK;
}

enum juten_status juten_add_report(struct juten *run, const char *format,
                                   bool (*write)(void *context, const char *bytes, size_t len), void *context)
{
    return add_output(run, format, (struct output){.place = {write, context}});
}

enum juten_status juten_add_reports(struct juten *run, const char *format,
                                    bool (*open)(void *context, const char *ministry, struct juten_place *out_place),
                                    void *context)
{
    return add_output(run, format, (struct output){.open = open, .context = context});
}

/* The place of a ministry's report lives as long as the run. */
static enum status open_place(void *context, struct text_view ministry, struct report_sink *out_sink)
{
    const struct output *output = context;
    struct juten_place *place = arena_alloc(output->run->arena, sizeof *place);
    const char *name = arena_copy(output->run->arena, ministry.at, ministry.len);
    if (!place || !name) return STATUS_NO_MEMORY;
    *out_sink = (struct report_sink){write_place, place};
    return output->open(output->context, name, place) ? STATUS_OK : STATUS_IO;
}

const char *juten_format_name(size_t index)
{
    const struct report_format *format = report_format_at(index);
    return format ? format->name : NULL;
}

bool juten_format_is_for_machines(const char *format)
{
    const struct report_format *found = report_format_find(format);
    return found && found->for_machines;
}

bool juten_format_is_binary(const char *format)
{
    const struct report_format *found = report_format_find(format);
    return found && found->is_binary;
}

bool juten_format_has_colors(const char *format)
{
    const struct report_format *found = report_format_find(format);
    return found && found->has_colors;
}

const char *juten_format_lacks(const char *format)
{
    const struct report_format *found = report_format_find(format);
    return found && found->lacks ? found->lacks() : NULL;
}

enum status juten_outputs_begin(struct juten *run)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->output_count && status == STATUS_OK; i++) {
        struct output *output = &run->outputs[i];
        status = output->open ? report_outlet_open_parted(&output->outlet, output->format, &run->report_run,
                                                          (struct report_opener){open_place, output})
                              : report_outlet_open(&output->outlet, output->format, &run->report_run,
                                                   (struct report_sink){write_place, &output->place});
    }
    return status;
}
