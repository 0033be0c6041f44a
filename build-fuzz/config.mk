DEP_CFLAGS := -DUTF8PROC_EXPORTS -I/usr/include/minizip 
DEP_LIBS := -lyaml -lpcre2-8 -lutf8proc -ljansson -lnettle -lminizip -lexpat  -lcsv
