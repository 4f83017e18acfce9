; Whether the program, or one of its commands, runs from the folder of installation: Windows lets nobody write
; to a library that is in use.
!macro IS_RUNNING UN
Function ${UN}IsRunning
  Push $0
  StrCpy $0 no
  ${If} ${FileExists} "${PROGRAM}\runtime\python312.dll"
    ClearErrors
    Push $1
    FileOpen $1 "${PROGRAM}\runtime\python312.dll" a
    ${If} ${Errors}
      StrCpy $0 yes
    ${Else}
      FileClose $1
    ${EndIf}
    Pop $1
  ${EndIf}
  Exch $0
FunctionEnd
!macroend
!insertmacro IS_RUNNING ""
!insertmacro IS_RUNNING "un."

Function RefuseRunning
  Call IsRunning
  Pop $0
  ${If} $0 == yes
    MessageBox MB_OK|MB_ICONSTOP "$(StillRunning)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd
