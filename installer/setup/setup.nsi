; The setup file: for one user, without an administrator, in Vietnamese, offline.
;   makensis -WX -INPUTCHARSET UTF8 -DFILES=… -DOUT=… -DVERSION=… -DICON=… -DPICTURE=… -DLICENCE=…
;       -DKILOBYTES=… [-DQUICK] setup.nsi
; FILES is a list of File instructions, in an order that does not depend on the machine that builds; KILOBYTES
; is what they take on the disk.
;
; Exit codes, which a silent installation (/S) reports: 0 done; 1 given up by the user; 2 failed, the version
; that was there is still there; 3 this Windows is too old; 4 the program is running; 5 the office's data could
; not be copied; 6 a newer version is installed.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh
!include FileFunc.nsh

!define APP "CCHC Desktop"
!define COMPANY "CCHC Desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CCHC Desktop"
!define APP_KEY "Software\CCHC Desktop"
!define PACKAGE_CLASS "CCHCDesktop.Package"
!define PROGRAM "$INSTDIR\app" ; all of the program, replaced as a whole
!define OLDEST_BUILD 17763 ; Windows 10 version 1809

Name "${APP}"
OutFile "${OUT}"
BrandingText "${APP} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${APP_KEY}" "InstallDir"
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 ProductName "${APP}"
VIAddVersionKey /LANG=1066 CompanyName "${COMPANY}"
VIAddVersionKey /LANG=1066 FileDescription "Cài đặt ${APP}"
VIAddVersionKey /LANG=1066 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1066 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1066 LegalCopyright "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
MiscButtonText "$(BackButton)" "$(NextButton)" "$(CancelButton)" "$(CloseButton)"
InstallButtonText "$(InstallButton)"
UninstallButtonText "$(RemoveButton)"
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "$(AskCancel)"
!define MUI_FINISHPAGE_BUTTON "$(FinishButton)"
!define MUI_ABORTWARNING_CANCEL_DEFAULT

!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "$(LicenceHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(LicenceSubheader)"
!define MUI_LICENSEPAGE_TEXT_TOP "$(LicenceTop)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(LicenceBottom)"
!define MUI_LICENSEPAGE_BUTTON "$(LicenceButton)"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!define MUI_PAGE_HEADER_TEXT "$(FolderHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(FolderSubheader)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(FolderTop)"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "$(FolderBox)"
DirText "" "" "$(BrowseButton)" ""
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_TEXT "$(ShortcutsHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(ShortcutsSubheader)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(ShortcutsTop)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "$(ShortcutsList)"
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_HEADER_TEXT "$(CopyingHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(CopyingSubheader)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(CopiedHeader)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(CopiedSubheader)"
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(BrokenHeader)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(BrokenSubheader)"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(FinishTitle)"
!define MUI_FINISHPAGE_TEXT "$(FinishText)"
!define MUI_FINISHPAGE_RUN "${PROGRAM}\${APP}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(FinishRun)"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_TEXT "$(RemoveHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(RemoveSubheader)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(RemoveTop)"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_TEXT "$(RemovingHeader)"
!define MUI_PAGE_HEADER_SUBTEXT "$(RemovingSubheader)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(RemovedHeader)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(RemovedSubheader)"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE Vietnamese
!include texts.nsh
!include running.nsh
!include data_copy.nsh
!include program_files.nsh

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  Call RefuseNewer
FunctionEnd

; A newer version may have brought the data up to date with itself: an older one could not open them.
Function RefuseNewer
  ReadRegStr $0 HKCU "${APP_KEY}" "Version"
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $0 != ""
  ${AndIf} $1 == 1
    MessageBox MB_OK|MB_ICONSTOP "$(NewerInstalled)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
FunctionEnd

Function CheckFolder
  Call IsRunning
  Pop $0
  ${If} $0 == yes
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(StillRunning)"
    Abort
  ${EndIf}
FunctionEnd

Section "$(SectionProgram)" SecProgram
  SectionIn RO
  AddSize ${KILOBYTES}
  SetShellVarContext current
  Call RefuseRunning
  Call CopyData
  Call PutProgramFiles
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  WriteRegStr HKCU "${APP_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${APP_KEY}" "Version" "${VERSION}"
  Call TellWindows
SectionEnd

Section "$(SectionMenu)" SecMenu
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "${PROGRAM}\${APP}.exe" "" "${PROGRAM}\${APP}.exe" 0
SectionEnd

Section "$(SectionDesktop)" SecDesktop
  CreateShortcut "$DESKTOP\${APP}.lnk" "${PROGRAM}\${APP}.exe" "" "${PROGRAM}\${APP}.exe" 0
SectionEnd

Section "$(SectionPackages)" SecPackages
  WriteRegStr HKCU "Software\Classes\.cchc" "" "${PACKAGE_CLASS}"
  WriteRegStr HKCU "Software\Classes\${PACKAGE_CLASS}" "" "$(PackageKind)"
  WriteRegStr HKCU "Software\Classes\${PACKAGE_CLASS}\DefaultIcon" "" '"${PROGRAM}\${APP}.exe",0'
  WriteRegStr HKCU "Software\Classes\${PACKAGE_CLASS}\shell\open\command" "" '"${PROGRAM}\${APP}.exe" "%1"'
  ${RefreshShellIcons}
SectionEnd

; The list of installed programs in Windows' settings.
Function TellWindows
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${COMPANY}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "${PROGRAM}\${APP}.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  SectionGetSize ${SecProgram} $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
FunctionEnd

Function un.onInit
  SetShellVarContext current
  Call un.IsRunning
  Pop $0
  ${If} $0 == yes
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(StillRunningRemove)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

; The office's data lie elsewhere, and stay.
Section "Uninstall"
  SetShellVarContext current
  RMDir /r "${PROGRAM}"
  RMDir /r "${PROGRAM}.new"
  RMDir /r "${PROGRAM}.old"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.cchc" ""
  ${If} $0 == "${PACKAGE_CLASS}"
    DeleteRegKey HKCU "Software\Classes\.cchc"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${PACKAGE_CLASS}"
  ${un.RefreshShellIcons}
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${APP_KEY}"
  Call un.DataFolder
  ${If} ${FileExists} "$1\cchc.db"
    MessageBox MB_OK|MB_ICONINFORMATION "$(DataKept)" /SD IDOK
  ${EndIf}
SectionEnd
