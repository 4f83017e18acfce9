; Before another version takes the place of one, the one that is there copies the office's data, compares the
; copy, and leaves it whole or not at all (cchc-desktop copy-data).

; $1: the folder of the office's data, as the program finds it without --data.
!macro DATA_FOLDER UN
Function ${UN}DataFolder
  ReadEnvStr $1 CCHC_DATA
  ${If} $1 == ""
    StrCpy $1 "$LOCALAPPDATA\CCHC Desktop"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DATA_FOLDER ""
!insertmacro DATA_FOLDER "un."

Function CopyData
  Call DataFolder
  ${IfNot} ${FileExists} "$1\cchc.db"
  ${OrIfNot} ${FileExists} "${PROGRAM}\cchc-desktop.exe"
    Return
  ${EndIf}
  DetailPrint "$(CopyingData)"
  ${GetTime} "" "L" $2 $3 $4 $5 $6 $7 $8 ; day, month, year, weekday, hour, minute, second
  StrCpy $9 "$1\backups\$4-$3-$2 $6.$7.$8 trước khi cài ${VERSION}"
  nsExec::ExecToStack '"${PROGRAM}\cchc-desktop.exe" --data "$1" copy-data --out "$9"'
  Pop $0
  Pop $2 ; what the command says, in an encoding that NSIS does not know
  ${If} $0 != 0
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(CopyFailed)" /SD IDNO IDYES continue
    SetErrorLevel 5
    Quit
    continue:
  ${EndIf}
FunctionEnd
