/* base/date - a calendar date as it is written into results: YYYY-MM-DD. Plain functions; no clock is read here. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>

#define DATE_LEN 10 /* characters of YYYY-MM-DD */

/* Whether the text is a date of the Gregorian calendar in just this form; NULL is none. */
bool date_is_valid(const char *text);
/* Writes a date of the years 0 to 9999 in that form. */
void date_write(int year, int month, int day, char out_text[DATE_LEN + 1]);

#endif
