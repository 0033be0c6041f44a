/* base/status - how the machine itself can fail.
 *
 * Three kinds of "wrong" stay three types in juten: a status (memory, I/O, a limit: this file), a diagnostic (a file
 * is wrong: text/diagnostic.h) and a finding (a request does not follow the policy: eval/finding.h).
 * Every fallible function returns a status; its outputs come last, are named out_*, and are untouched on failure. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_NO_MEMORY, /* an allocation failed; nothing else is wrong */
    STATUS_IO,        /* a read or write failed; errno of the failing call is still set */
    STATUS_INVALID,   /* the input is not what it must be; a diagnostic says why */
    STATUS_LIMIT      /* one of base/limits.h was exceeded */
};

#if defined(__GNUC__)
#define MUST_CHECK __attribute__((warn_unused_result))
#else
#define MUST_CHECK
#endif

/* A short English word for a status, for tests and internal messages; static, never NULL. */
const char *status_name(enum status status);

#endif
