/* For the trial under Wine only, never shipped: Wine 8's mscms.dll lacks WcsCreateIccProfile, which Qt's plugin
   for windows calls. No colour profile is found, so Qt takes the screen for sRGB. */
#include <windows.h>
#define EXPORT __declspec(dllexport)

EXPORT HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD creation) {
    (void)profile; (void)access; (void)share; (void)creation;
    SetLastError(ERROR_FILE_NOT_FOUND);
    return 0;
}
EXPORT BOOL WINAPI CloseColorProfile(HANDLE profile) { (void)profile; return FALSE; }
EXPORT BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *size) {
    (void)profile; (void)bytes;
    if (size) *size = 0;
    return FALSE;
}
EXPORT HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { (void)profile; (void)options; return 0; }
