#include "support/unit_json.h"

#include "base/json.h"

int unit_json_allocates(void **state)
{
    (void)state;
    json_use_alloc();
    return 0;
}
