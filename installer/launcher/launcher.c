/* The two programs that an office starts: "CCHC Desktop.exe" opens the window, cchc-desktop.exe (built with
   CONSOLE) runs one command in a console. Both load the Python that lies in runtime\ beside them.

   Where a file "portable" lies beside them, the office's data lie there too, in the folder named below,
   unless --data says otherwise: the one typed last counts. */
#define WIN32_LEAN_AND_MEAN
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

typedef int (*PyMain)(int, wchar_t **);

#define ROOM 32768 /* the longest path that Windows knows */
#define OWN_WORDS 4 /* -c CODE --data FOLDER */

static wchar_t folder[ROOM]; /* of this program, with a backslash at its end */

static wchar_t *beside(const wchar_t *name) {
    size_t room = wcslen(folder) + wcslen(name) + 1;
    wchar_t *path = malloc(room * sizeof *path);
    if (path == NULL) ExitProcess(1);
    wcscpy(path, folder);
    return wcscat(path, name);
}

static int is_there(const wchar_t *name) {
    wchar_t *path = beside(name);
    int found = GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
    free(path);
    return found;
}

static PyMain load_python(void) {
    wchar_t *runtime = beside(L"runtime"), *stable = beside(L"runtime\\python3.dll");
    wchar_t *python = beside(L"runtime\\python312.dll");
    /* Modules of the libraries look for Python's own DLLs, which do not lie beside this program. */
    AddDllDirectory(runtime);
    HMODULE loaded = LoadLibraryExW(python, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (loaded == NULL || LoadLibraryExW(stable, NULL, LOAD_WITH_ALTERED_SEARCH_PATH) == NULL) return NULL;
    return (PyMain)(void *)GetProcAddress(loaded, "Py_Main");
}

static int complain(void) {
    const wchar_t *text = L"Chương trình bị thiếu hoặc hỏng tệp nên không mở được. "
                          L"Dữ liệu của đơn vị vẫn còn nguyên.\n\nHãy cài đặt lại CCHC Desktop.";
#ifdef CONSOLE
    char bytes[1024];
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    DWORD written;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, size > 0 ? size - 1 : 0, &written, NULL);
#else
    MessageBoxW(NULL, text, L"CCHC Desktop", MB_ICONERROR | MB_OK);
#endif
    return 1;
}

static int start(int count, wchar_t **words) {
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM);
    while (length > 0 && folder[length - 1] != L'\\') length--;
    folder[length] = L'\0';
    PyMain python = load_python();
    if (python == NULL) return complain();

    wchar_t **all = calloc(count + OWN_WORDS + 1, sizeof *all);
    if (all == NULL) return complain();
    int used = 0;
    all[used++] = words[0];
    all[used++] = L"-c";
    all[used++] = L"import packed_modules; packed_modules.start()";
    if (is_there(L"portable")) {
        all[used++] = L"--data";
        all[used++] = beside(L"Dữ liệu");
    }
    for (int i = 1; i < count; i++) all[used++] = words[i];
    return python(used, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words) { return start(count, words); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, PWSTR line, int shown) {
    (void)self; (void)none; (void)line; (void)shown;
    return start(__argc, __wargv);
}
#endif
