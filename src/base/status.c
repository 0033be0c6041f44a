#include "base/status.h"

const char *status_name(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return "ok";
    case STATUS_NO_MEMORY:
        return "no memory";
    case STATUS_IO:
        return "i/o error";
    case STATUS_INVALID:
        return "invalid input";
    case STATUS_LIMIT:
        return "limit exceeded";
    }
    return "unknown status";
}
