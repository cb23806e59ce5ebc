// Package texts finds every text of the program that a person reads in the
// window, by looking at the source: what is handed to package words, the labels
// of widgets, columns, commands and forms, and the sentences of errors. A test
// holds the tables of other languages against it.
package texts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Text is a text and one place where it stands.
type Text struct {
	English string
	Place   string // "ui/present/trust.go:42"
}

// calls names the arguments of functions and methods that are texts, by the name
// of the function. Where a name is used for something else as well, only literal
// texts with a letter in them count, and those hurt nobody in a table.
var calls = map[string][]int{
	// package words, and what hands on to it
	"L": {0}, "Of": {0}, "Mark": {0}, "N": {1, 2}, "Say": {0},
	// widgets of the kit
	"NewButton": {0}, "NewPrimary": {0}, "NewQuiet": {0}, "NewDanger": {0}, "NewIconButton": {1}, "WithTip": {0}, "NewCard": {0}, "NewFigure": {0},
	"NewCheck": {0}, "NewEmpty": {1, 2, 3}, "NewSearch": {0}, "NewField": {0}, "WithHint": {0}, "NewHeading": {0}, "NewSubheading": {0}, "NewCaption": {0},
	"NewProse": {0}, "NewNotice": {1}, "SetAction": {0}, "NewPill": {0}, "NewTip": {0}, "NewDialog": {0, 2}, "NewForm": {0, 1}, "Confirm": {1, 2, 3},
	"Inform": {1, 2}, "NewFinder": {1}, "NewProgress": {0}, "Panel": {0}, "Form": {0, 1},
	// forms of package present
	"textIn": {1}, "moneyIn": {1}, "numberIn": {1}, "dateIn": {1}, "matterIn": {1}, "checkIn": {1}, "choiceIn": {1}, "longIn": {1}, "findIn": {1}, "hint": {0},
	"newSideForm": {3, 4}, "figure": {1},
	// errors
	"New": {2}, "Refuse": {1}, "Advise": {0}, "Add": {2}, "AddLine": {3}, "Result": {1}, "Word": {0}, "closed": {2}, "Errorf": {0},
}

// nouns are the calls whose first argument is the name of a field or noun, said
// with its underscores as spaces.
var nouns = []string{"Require", "NotFound", "Text"}

// fields of composite literals that are texts.
var fields = map[string]bool{"Title": true, "Label": true, "Tip": true, "Text": true, "Action": true, "Hint": true, "Note": true, "Yes": true, "Off": true,
	"Group": true, "Section": true, "PlaceHolder": true, "Submit": true, "Message": true, "What": true, "Want": true, "Fix": true, "Item": true, "Word": true}

// folders that are read, below the root of the project.
var folders = []string{"app", "ui", "cmd/matterbook", "store/sqlite"}

// notWindow are folders below those whose texts no window shows as they are.
var notWindow = []string{"app/apptest", "app/benchtest", "app/report", "app/bill/billtest", "ui/kit/kittest", "ui/present/presenttest", "ui/words"}

// Collect reads the source below root and gives every text once, in the order of
// the alphabet.
func Collect(root string) ([]Text, error) {
	found := map[string]string{}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			rel = filepath.ToSlash(rel)
			if d.IsDir() {
				if slices.Contains(notWindow, rel) || d.Name() == "testdata" {
					return filepath.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
				return nil
			}
			return collectFile(path, rel, found)
		})
		if err != nil {
			return nil, err
		}
	}
	list := make([]Text, 0, len(found))
	for english, place := range found {
		list = append(list, Text{english, place})
	}
	slices.SortFunc(list, func(a, b Text) int { return strings.Compare(a.English, b.English) })
	return list, nil
}

func collectFile(path, rel string, found map[string]string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	constants := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			for i, name := range v.Names {
				if i < len(v.Values) {
					if s, ok := literal(v.Values[i], nil); ok {
						constants[name.Name] = s
					}
				}
			}
		}
		return true
	})
	note := func(e ast.Expr) {
		s, ok := literal(e, constants)
		if !ok || !strings.ContainsFunc(s, unicode.IsLetter) || !isText(s) {
			return
		}
		if _, known := found[s]; !known {
			found[s] = rel + ":" + strconv.Itoa(set.Position(e.Pos()).Line)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			name := callName(x)
			if name == "Sense" && len(x.Args) == 2 { // "Open (act)" beside "Open"
				note(x.Args[0])
				text, ok := literal(x.Args[0], constants)
				if sense, ok2 := literal(x.Args[1], constants); ok && ok2 {
					note(&ast.BasicLit{ValuePos: x.Pos(), Kind: token.STRING, Value: strconv.Quote(text + " (" + sense + ")")})
				}
			}
			for _, i := range calls[name] {
				if i < len(x.Args) {
					note(x.Args[i])
				}
			}
			if slices.Contains(nouns, name) && len(x.Args) > 1 && !strings.HasPrefix(rel, "ui/") {
				if s, ok := literal(x.Args[0], constants); ok {
					note(&ast.BasicLit{ValuePos: x.Pos(), Kind: token.STRING, Value: strconv.Quote(noun(s))})
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := x.Key.(*ast.Ident); ok && fields[key.Name] {
				note(x.Value)
			}
		case *ast.AssignStmt:
			for i, left := range x.Lhs {
				if sel, ok := left.(*ast.SelectorExpr); ok && fields[sel.Sel.Name] && i < len(x.Rhs) {
					note(x.Rhs[i])
				}
			}
		}
		return true
	})
	return nil
}

// noun is a name of the program as a person reads it in an error.
func noun(name string) string {
	switch name {
	case "prebill":
		return "pre-bill"
	case "trust_txn":
		return "trust entry"
	}
	return strings.ReplaceAll(name, "_", " ")
}

func callName(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.IndexExpr:
		if id, ok := f.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

// literal is the value of a constant text, with its parts joined.
func literal(e ast.Expr, constants map[string]string) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(x.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := literal(x.X, constants)
		b, okB := literal(x.Y, constants)
		return a + b, okA && okB && x.Op == token.ADD
	case *ast.ParenExpr:
		return literal(x.X, constants)
	case *ast.Ident:
		s, ok := constants[x.Name]
		return s, ok
	}
	return "", false
}

// isText leaves out what only looks like a text: verbs alone, paths of fields,
// names of routes and files.
func isText(s string) bool {
	rest := verb.ReplaceAllString(s, "")
	if !strings.ContainsFunc(rest, unicode.IsLetter) {
		return false
	}
	if strings.Contains(s, " ") || s != strings.ToLower(s) {
		return true
	}
	// One lower-case word: a noun of a sentence, unless it is an address.
	return !strings.ContainsAny(s, "._/:=")
}
