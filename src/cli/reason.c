#include "cli/reason.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct {
    int error;
    const char *ja;
} reasons[] = {
#define REASON(error, ja) {error, ja},
#include "cli/reason.def"
#undef REASON
};

const char *cli_reason(const char *language, int error)
{
    for (size_t i = 0; strcmp(language, "en") != 0 && i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].error == error) return reasons[i].ja;
    return strerror(error);
}
