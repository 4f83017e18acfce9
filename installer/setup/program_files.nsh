; The new program is unpacked beside the one that is there, and takes its place when it is whole. What fails
; before that leaves the one that was there.
Function PutProgramFiles
  RMDir /r "${PROGRAM}.new"
  RMDir /r "${PROGRAM}.old"
  ClearErrors
  !include "${FILES}"
  SetOutPath "$INSTDIR" ; Windows renames no folder that a program stands in
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  ${If} ${FileExists} "${PROGRAM}\*.*"
    Rename "${PROGRAM}" "${PROGRAM}.old"
  ${EndIf}
  Rename "${PROGRAM}.new" "${PROGRAM}"
  ${If} ${Errors}
    Rename "${PROGRAM}.old" "${PROGRAM}"
    Call GiveUp
  ${EndIf}
  RMDir /r "${PROGRAM}.old"
FunctionEnd

Function GiveUp
  RMDir /r "${PROGRAM}.new"
  MessageBox MB_OK|MB_ICONSTOP "$(NotInstalled)" /SD IDOK
  SetErrorLevel 2
  Quit
FunctionEnd

; Given up, or no room, while files were unpacked.
Function .onInstFailed
  SetOutPath "$INSTDIR"
  RMDir /r "${PROGRAM}.new"
FunctionEnd
