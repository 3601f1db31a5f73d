; Inno Setup 6. Build first: pyinstaller installer\spineplan.spec, then: iscc /DVersion=0.1.0 installer\windows\spineplan.iss
#ifndef Version
  #error Say the version: iscc /DVersion=0.1.0 installer\windows\spineplan.iss
#endif

[Setup]
AppId={{6B0E3C5B-7E0F-4B43-9C55-2C7D5C1B61A4}
AppName=spineplan
AppVersion={#Version}
AppPublisher=The spineplan developers
DefaultDirName={autopf}\spineplan
DefaultGroupName=spineplan
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=spineplan-setup
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ChangesAssociations=yes
UninstallDisplayIcon={app}\spineplan.exe

[Files]
Source: "..\..\dist\spineplan\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\spineplan"; Filename: "{app}\spineplan.exe"
Name: "{autodesktop}\spineplan"; Filename: "{app}\spineplan.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "A shortcut on the desktop"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\.spineplan\OpenWithProgids"; ValueType: string; ValueName: "spineplan.plan"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\spineplan.plan"; ValueType: string; ValueData: "spineplan plan"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\spineplan.plan\DefaultIcon"; ValueType: string; ValueData: "{app}\spineplan.exe,0"
Root: HKA; Subkey: "Software\Classes\spineplan.plan\shell\open\command"; ValueType: string; ValueData: """{app}\spineplan.exe"" ""%1"""

[Run]
Filename: "{app}\spineplan.exe"; Description: "Start spineplan"; Flags: nowait postinstall skipifsilent
