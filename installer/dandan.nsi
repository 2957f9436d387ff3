; The installer: per user without any rights of an administrator; per machine when an administrator started it.
; makensis -INPUTCHARSET UTF8 -DVERSION=… -DNUMBER=a.b.c.d -DPROGRAM=folder -DLICENCE=file -DICON=file -DASIDE=file
; -DKILOBYTES=n -DOUT=file
; Switches: /S silent, /CurrentUser, /AllUsers, /D=folder. Exit codes: 0 done, 1 left by the person, 2 failed,
; 3 Windows too old, 4 the program is open, 5 too little room on the disk, 6 for all and this is no administrator.
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
AllowSkipFiles off ; a program without one of its files is none
ManifestDPIAware true
ManifestSupportedOS all

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include LogicLib.nsh

!define TITLE "Sổ Dân vận"
!define PUBLISHER "Những người đóng góp cho Sổ Dân vận"
!define PART "chuong-trinh"
!define BEFORE "chuong-trinh-truoc"
!define FRESH "chuong-trinh-moi"
!define LIST "tep-chuong-trinh.json"
!define REMOVER "go-bo.exe"
!define KIND "SoDanVan.So"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\SoDanVan"
!define SPARE 8192 ; kilobytes beyond the program's own: its uninstaller, shortcuts, the disk's own lists
!define OLDEST 17763 ; Windows 10 1809, the oldest that Qt 6.9 runs on
!define AS_ADMINISTRATOR "chọn “Run as administrator” (Chạy với tư cách người quản trị)"

Name "${TITLE}"
OutFile "${OUT}"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBER}"
VIFileVersion "${NUMBER}"
!macro FACT name value
  VIAddVersionKey /LANG=1066 "${name}" "${value}"
!macroend

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ASIDE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PART}\SoDanVan.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở Sổ Dân vận"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(^NameDA) sẽ bị gỡ khỏi thư mục sau; sổ, khoá và các bản sao lưu vẫn nguyên. $_CLICK"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${__FILEDIR__}/language" "Vietnamese"

!insertmacro FACT "ProductName" "${TITLE}"
!insertmacro FACT "FileDescription" "Cài đặt ${TITLE}"
!insertmacro FACT "CompanyName" "${PUBLISHER}"
!insertmacro FACT "LegalCopyright" "© 2026 ${PUBLISHER}. Giấy phép MIT."
!insertmacro FACT "FileVersion" "${VERSION}"
!insertmacro FACT "ProductVersion" "${VERSION}"

; Refuse an old Windows in words; decide for whom to install.
Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST}
    SetErrorLevel 3
    MessageBox MB_OK|MB_ICONSTOP "Máy này dùng Windows cũ hơn Windows 10 bản 1809 nên không chạy được Sổ Dân vận. Hãy cập nhật Windows hoặc cài trên máy mới hơn; chưa có gì thay đổi trên máy này." /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
  SetShellVarContext current
  UserInfo::GetAccountType
  Pop $0
  ReadRegStr $3 SHCTX "${LISTED}" "InstallLocation"
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/CurrentUser" $2
  ${If} ${Errors}
    ClearErrors
    ${GetOptions} $1 "/AllUsers" $2
    ${IfNot} ${Errors}
      SetShellVarContext all
      StrCmp $0 "Admin" +2
        Call RefuseForAll
    ${ElseIf} $3 != "" ; what one has is renewed in its place, whoever one is
    ${ElseIf} $0 == "Admin"
      SetShellVarContext all
    ${Else}
      Call RefuseSecond
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${LISTED}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    Call DefaultFolder
  ${EndIf}
FunctionEnd

; What was installed for all is not renewed by a second program for one: that would leave the old one to the others.
Function RefuseSecond
  ReadRegStr $3 HKLM "${LISTED}" "InstallLocation"
  StrCmp $3 "" free
  IfFileExists "$3\${PART}\SoDanVan.exe" 0 free
    Call RefuseForAll
  free:
  ClearErrors
FunctionEnd

Function RefuseForAll
  MessageBox MB_OK|MB_ICONSTOP "Sổ Dân vận dùng chung cho mọi người trên máy này thì chỉ người quản trị máy mới cài và cập nhật được. Hãy nhờ họ bấm chuột phải vào bộ cài rồi ${AS_ADMINISTRATOR}; chưa có gì thay đổi." /SD IDOK
  SetErrorLevel 6
  Quit
FunctionEnd

Function DefaultFolder
  ${If} ${ShellVarContextAll}
    StrCpy $INSTDIR "$PROGRAMFILES64\SoDanVan"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\SoDanVan"
  ${EndIf}
FunctionEnd

; Delete the files that the list of a program's folder names, and the folders that are empty then: what a person
; put there stays. $R0 is the folder. A line of the list is "path/to/file": "digest",
!macro DELETE_LISTED un
Function ${un}DeleteListed
  ClearErrors
  FileOpen $R1 "$R0\${LIST}" r
  IfErrors ended
  next:
    FileRead $R1 $R2
    IfErrors closed
    StrCpy $R3 $R2 1
    StrCmp $R3 '"' 0 next
    StrCpy $R4 "$R0\"
    StrCpy $R5 1
  letter:
    StrCpy $R3 $R2 1 $R5
    StrCmp $R3 "" next
    StrCmp $R3 '"' named
    StrCmp $R3 "/" 0 +2
      StrCpy $R3 "\"
    StrCpy $R4 "$R4$R3"
    IntOp $R5 $R5 + 1
    Goto letter
  named:
    Delete "$R4"
  above:
    ${GetParent} "$R4" $R4
    StrCmp $R4 $R0 next
    RMDir "$R4"
    IfErrors 0 above
    ClearErrors
    Goto next
  closed:
    FileClose $R1
    Delete "$R0\${LIST}"
  ended:
  ClearErrors
  RMDir "$R0"
  ClearErrors
FunctionEnd
!macroend
!insertmacro DELETE_LISTED ""
!insertmacro DELETE_LISTED "un."

; Stop while the program is open: what runs cannot be opened for writing.
!macro REFUSE_OPEN words
  IfFileExists "$INSTDIR\${PART}\SoDanVan.exe" 0 shut
  open:
  ClearErrors
  FileOpen $R1 "$INSTDIR\${PART}\SoDanVan.exe" a
  IfErrors 0 closed
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${words}" /SD IDCANCEL IDRETRY open
    SetErrorLevel 4
    Quit
  closed:
  FileClose $R1
  shut:
  ClearErrors
!macroend

; Stop where the disk has no room: what is there stays untouched. A folder made for the question goes again.
Function RefuseFullDisk
  CreateDirectory "$INSTDIR"
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r1, p 0, p 0) i .r0'
  StrCmp $0 0 enough ; a disk that does not say: writing will tell
  IntOp $2 ${KILOBYTES} + ${SPARE}
  System::Int64Op $1 / 1024
  Pop $1
  System::Int64Op $1 < $2
  Pop $0
  StrCmp $0 0 enough
    RMDir "$INSTDIR"
    IntOp $2 $2 / 1024
    MessageBox MB_OK|MB_ICONSTOP "Ổ đĩa không đủ chỗ nên chưa cài được: cần khoảng $2 MB còn trống. Hãy xoá bớt tệp không cần rồi cài lại; sổ và bản đang dùng vẫn nguyên." /SD IDOK
    SetErrorLevel 5
    Quit
  enough:
  ClearErrors
FunctionEnd

; What was begun goes again; the program that is there was not touched yet.
Function ForgetFresh
  SetOutPath "$TEMP" ; or Windows holds the folder that is to go
  StrCpy $R0 "$INSTDIR\${FRESH}"
  Delete "$R0\${REMOVER}"
  Call DeleteListed
  RMDir "$INSTDIR"
  ClearErrors
FunctionEnd

; NSIS comes here by itself when the disk takes no more of a file.
Function .onInstFailed
  Call ForgetFresh
FunctionEnd

; Put the new program in the place of the one that is there, which is kept so that it can be gone back to; a register
; somebody put beside it stays in place, and files that stand where it would be kept get a folder of their own.
Function Exchange
  IfFileExists "$INSTDIR\${PART}\*.*" 0 come
  StrCpy $R0 "$INSTDIR\${BEFORE}"
  Call DeleteListed
  StrCpy $0 0
  aside:
  IfFileExists "$INSTDIR\${BEFORE}\*.*" 0 move
    IntOp $0 $0 + 1
    ClearErrors
    Rename "$INSTDIR\${BEFORE}" "$INSTDIR\${BEFORE}-$0"
    IntCmp $0 99 move aside move
  move:
  ClearErrors
  Rename "$INSTDIR\${PART}" "$INSTDIR\${BEFORE}"
  IfErrors 0 come
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Windows chưa cho cất bản cũ, vì Sổ Dân vận đang mở hoặc phần mềm diệt virus đang đọc tệp. Hãy đóng chương trình, đợi một phút rồi bấm Thử lại (Retry); sổ và bản đang dùng vẫn nguyên." /SD IDCANCEL IDRETRY move
    Call ForgetFresh
    SetErrorLevel 4
    Quit
  come:
  ClearErrors
  Rename "$INSTDIR\${FRESH}" "$INSTDIR\${PART}"
  IfErrors 0 come_registers
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Windows chưa cho đặt bản mới vào chỗ, thường vì phần mềm diệt virus đang đọc tệp. Hãy đợi một phút rồi bấm Thử lại (Retry); sổ và bản đang dùng vẫn nguyên." /SD IDCANCEL IDRETRY come
    Rename "$INSTDIR\${BEFORE}" "$INSTDIR\${PART}"
    Call ForgetFresh
    SetErrorLevel 2
    Quit
  come_registers:
  FindFirst $R1 $R2 "$INSTDIR\${BEFORE}\*.dandan*"
  register:
    StrCmp $R2 "" registers
    Rename "$INSTDIR\${BEFORE}\$R2" "$INSTDIR\${PART}\$R2"
    FindNext $R1 $R2
    Goto register
  registers:
  FindClose $R1
  RMDir "$INSTDIR\${BEFORE}"
  Delete "$INSTDIR\${REMOVER}"
  Rename "$INSTDIR\${PART}\${REMOVER}" "$INSTDIR\${REMOVER}"
  ClearErrors
FunctionEnd

; The new program is written whole beside the one that is there; only then do they change places.
Section
  !insertmacro REFUSE_OPEN "Sổ Dân vận đang mở nên chưa cài được bản mới. Hãy đóng chương trình rồi bấm Thử lại (Retry); sổ và bản đang dùng vẫn nguyên."
  StrCpy $R0 "$INSTDIR\${FRESH}"
  Call DeleteListed
  Call RefuseFullDisk
  SetOutPath "$INSTDIR\${FRESH}"
  ClearErrors
  File "${PROGRAM}\${LIST}" ; first: what follows can be found again when it must go
  File /r "${PROGRAM}\*" ; a makensis of Windows parts a path at nothing but \, one of Linux at both
  WriteUninstaller "$INSTDIR\${FRESH}\${REMOVER}"
  IfErrors 0 written
    Call ForgetFresh
    MessageBox MB_OK|MB_ICONSTOP "Chưa cài được vì có tệp không ghi được xuống đĩa. Hãy xem đĩa còn chỗ không rồi cài lại; bản đang dùng vẫn nguyên." /SD IDOK
    SetErrorLevel 2
    Quit
  written:
  SetOutPath "$INSTDIR" ; or Windows holds the folder that is to be renamed
  Call Exchange
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PART}\SoDanVan.exe"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${PART}\SoDanVan.exe"
  WriteRegStr SHCTX "Software\Classes\.dandan" "" "${KIND}"
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "Sổ Dân vận"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${PART}\SoDanVan.exe,0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${PART}\SoDanVan.exe" --register "%1"'
  WriteRegStr SHCTX "${LISTED}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${LISTED}" "DisplayIcon" "$INSTDIR\${PART}\SoDanVan.exe,0"
  WriteRegStr SHCTX "${LISTED}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${LISTED}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr SHCTX "${LISTED}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD SHCTX "${LISTED}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${LISTED}" "NoModify" 1
  WriteRegDWORD SHCTX "${LISTED}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $0 SHCTX "${LISTED}" "InstallLocation"
  StrCmp $0 $INSTDIR ours
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    StrCmp $0 "Admin" ours
    MessageBox MB_OK|MB_ICONSTOP "Sổ Dân vận dùng chung cho mọi người trên máy này thì chỉ người quản trị máy mới gỡ được. Hãy nhờ họ bấm chuột phải vào tệp $INSTDIR\${REMOVER} rồi ${AS_ADMINISTRATOR}; chưa có gì bị gỡ." /SD IDOK
    SetErrorLevel 6
    Quit
  ours:
FunctionEnd

; Registers, their keys and backups are in nobody's list: they stay.
Section "un."
  !insertmacro REFUSE_OPEN "Sổ Dân vận đang mở nên chưa gỡ được. Hãy đóng chương trình rồi bấm Thử lại (Retry); chưa có gì bị gỡ."
  StrCpy $R0 "$INSTDIR\${PART}"
  Call un.DeleteListed
  StrCpy $R0 "$INSTDIR\${BEFORE}"
  Call un.DeleteListed
  StrCpy $R0 "$INSTDIR\${FRESH}"
  Call un.DeleteListed
  Delete "$INSTDIR\${REMOVER}"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey SHCTX "Software\Classes\${KIND}"
  ReadRegStr $0 SHCTX "Software\Classes\.dandan" ""
  StrCmp $0 "${KIND}" 0 another
    DeleteRegKey SHCTX "Software\Classes\.dandan"
  another:
  DeleteRegKey SHCTX "${LISTED}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
