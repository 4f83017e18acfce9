/* For the trial under Wine only, never shipped: stands in for the icuuc.dll that Windows 10 brings and Wine 8
   lacks. No converter opens, so Qt falls back on its own for UTF-8 and UTF-16. */
#define EXPORT __declspec(dllexport)
#define FILE_ACCESS_ERROR 4
typedef int Status;

static void *no_converter(Status *status) {
    if (status) *status = FILE_ACCESS_ERROR;
    return 0;
}

EXPORT void *ucnv_open(const char *name, Status *status) { (void)name; return no_converter(status); }
EXPORT const char *ucnv_getName(void *converter, Status *status) { (void)converter; return no_converter(status); }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, Status *status) {
    (void)name; (void)standard; return no_converter(status);
}
EXPORT const char *ucnv_getAvailableName(int place) { (void)place; return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
EXPORT int ucnv_toUCountPending(void *converter, Status *status) { (void)converter; (void)status; return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, Status *status) { (void)converter; (void)status; return 0; }
/* Never reached without a converter. */
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void ucnv_reset(void *converter) { (void)converter; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_cbToUWriteUChars(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
EXPORT void ucnv_toUnicode(void) {}
EXPORT void ucnv_fromUnicode(void) {}
