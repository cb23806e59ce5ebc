package ledes

import "strings"

// Codes are the code sets a file is checked against. All of them compare in
// capital letters.
type Codes struct {
	tasks, activities, expenses, classes map[string]bool

	oldClasses map[string]string // code before 2014 -> nearest code of 2014
}

// UTBMS returns the published sets: all task sets together (the file does not
// say to which set a matter belongs), activities, expenses, the timekeeper
// classes of July 2014. Activities stop at A112, because the published lists
// disagree on the later numbers. The headings A100 and E100 are no codes.
func UTBMS() *Codes {
	return &Codes{
		tasks: set(taskCodes), activities: set(activityCodes), expenses: set(expenseCodes), classes: set(classCodes),
		oldClasses: map[string]string{"PT": "PARTNR", "AS": "ASSOC", "OC": "OFCOUN", "LA": "LGLAST", "OT": "NBOTHR", "PL": "PARALG", "PP": "PARALG"},
	}
}

// With returns the sets with a client's own codes added; blank texts add
// nothing. The receiver itself is not changed.
func (c *Codes) With(tasks, activities, expenses, classes []string) *Codes {
	add := func(m map[string]bool, more []string) map[string]bool {
		out := make(map[string]bool, len(m)+len(more))
		for k := range m {
			out[k] = true
		}
		for _, k := range more {
			if k = strings.ToUpper(strings.TrimSpace(k)); k != "" {
				out[k] = true
			}
		}
		return out
	}
	return &Codes{
		tasks: add(c.tasks, tasks), activities: add(c.activities, activities),
		expenses: add(c.expenses, expenses), classes: add(c.classes, classes), oldClasses: c.oldClasses,
	}
}

// known looks a code up as it stands, then in capital letters.
func known(m map[string]bool, code []byte) bool {
	return m[string(code)] || m[strings.ToUpper(string(code))]
}

func set(codes string) map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(codes) {
		m[c] = true
	}
	return m
}

// The task sets: litigation, e-discovery, counseling, project, bankruptcy,
// patent, trademark, the J codes of England, mergers and acquisitions.
const taskCodes = `
	L100 L110 L120 L130 L140 L150 L160 L190 L200 L210 L220 L230 L240 L250 L260 L300 L310 L320 L330 L340
	L350 L390 L400 L410 L420 L430 L440 L450 L460 L470 L500 L510 L520 L530 L600 L601 L602 L609 L610 L611
	L612 L619 L620 L621 L622 L623 L629 L630 L631 L632 L633 L634 L639 L650 L651 L652 L653 L654 L655 L656
	L659 L660 L669 L670 L671 L679 L680 L690 C100 C200 C300 C400 P100 P200 P210 P220 P230 P240 P250 P260
	P270 P280 P300 P400 P500 P600 P700 P800 B100 B110 B120 B130 B140 B150 B160 B170 B180 B185 B190 B195
	B200 B210 B220 B230 B240 B250 B260 B300 B310 B320 B400 B410 B420 PA100 PA110 PA120 PA130 PA140 PA199
	PA200 PA210 PA220 PA230 PA240 PA250 PA260 PA270 PA299 PA300 PA310 PA320 PA330 PA340 PA350 PA360
	PA399 PA400 PA410 PA420 PA430 PA440 PA450 PA499 PA500 PA510 PA520 PA530 PA540 PA550 PA560 PA599
	PA600 PA610 PA620 PA630 PA640 PA650 PA699 PA700 PA710 PA720 PA730 PA740 TR100 TR110 TR120 TR130
	TR140 TR199 TR200 TR220 TR230 TR240 TR250 TR260 TR270 TR299 TR300 TR310 TR399 TR400 TR410 TR420
	TR430 TR440 TR499 TR500 TR510 TR599 TR600 TR610 TR620 TR630 TR640 TR699 TR700 TR710 TR720 TR730
	TR740 TR750 TR760 TR770 TR799 JA00 JA10 JB00 JB10 JB20 JB30 JC00 JC10 JC20 JC30 JD00 JD10 JD20 JE00
	JE10 JE20 JE30 JE40 JF00 JF10 JF20 JF30 JF40 JG00 JG10 JG20 JH00 JH10 JH20 JH30 JI00 JI10 JI20 JI30
	JJ00 JJ10 JJ20 JJ30 JJ40 JJ50 JJ60 JJ70 JK00 JK10 JK20 JL00 JL10 JL20 JL30 JM00 JM10 JM20 JM30 JM40
	MA00 MB00 MC00 MD00 ME00 MF00 MF10 MF20 MF30 MF31 MF40 MF50 MF60 MF70 MF80 MG00 MH00 MI00 MJ00 MK00`

// The activities of the first set and A112.
const activityCodes = `
	A101 A102 A103 A104 A105 A106 A107 A108 A109 A110 A111 A112`

// The expenses, those for intellectual property, and the set of 2013.
const expenseCodes = `
	E101 E102 E103 E104 E105 E106 E107 E108 E109 E110 E111 E112 E113 E114 E115 E116 E117 E118 E119 E120
	E121 E122 E123 E124 E125 E126 E127 E128 E129 E130 E131 X101 X102 X103 X104 X105 X106 X107 X108 X109
	X110 X111 X112 X113 X114 X115 X116 X117 X118 X119 X120 X121 X122 X123 X124 X125 X126 X127 X128 X129
	X130 X131 X132 X133 X134 X135 X136 X137 X138 X139 X140 X141 X142 X143 X200 X201 X202 X203 X204 X205
	X206 X207 X300 X301 X302 X303 X304 X305 X306 X307 X308 X309 X400 X401 X402 X403 X404 X405 X999`

// The timekeeper classes of July 2014.
const classCodes = `
	ADJSTR ADJSMT ANALST ARBITR ASSOC TRANEE AUDITR CLKSEC CONSLT TEMPAT TEMPOS CSTCNS CTRPTR DSCATT
	DSCPMG DSCANJ DSCANS DOCCDR DOCRAT DOCRNA EVDEVL EXPERT FLTFEE FORANL HLNLPF INVSTG IPSVPV IPAGNT
	LGLAST LGLINT LGPRMG LIBRRN MEDITR MDRCRV OFCOUN NBOTHR PARALG PARTNR RSRCHR RSPROF SECNDE SPAGNT
	SOLDSG STFATT STFCNS TPADMN TRAINR TRNDEV TRNFAG TRANSL VIDOGR`
