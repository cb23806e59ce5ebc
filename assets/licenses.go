package assets

import _ "embed"

// ThirdPartyNotices lists every module linked into the programs with its
// version and licence, followed by the licence texts; the About dialog shows
// it. The tool tools/notices writes the file.
//
//go:embed licenses/THIRD-PARTY.txt
var ThirdPartyNotices string
