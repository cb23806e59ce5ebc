package main

import (
	"cmp"
	"slices"
	"strings"

	"matterbook/ui/page"
)

// Shot is a state of a screen worth a picture: a form open, results, a dialog,
// faults at fields. Every route has the state without a name already, on every
// book.
type Shot struct {
	Route string // "billing"; "welcome" before a book is open; "window" for what is around
	Name  string // "run"
	// Books are the books it is drawn on, "demo" when none is named.
	Books []string
	// User signs another one in than the administrator.
	User string
	// Prepare brings the screen into the state. The route is shown already, and the
	// pictures of all themes and sizes are taken afterwards.
	Prepare func(s *Stand)
	// Stays says that the state does not hold against another size, as a menu that
	// was opened at a place: it is prepared anew for each picture.
	Stays bool
}

var shots []Shot

// add registers states; call it from an init function of shots_NOUN.go.
func add(list ...Shot) { shots = append(shots, list...) }

// bookNames are the canned books.
var bookNames = []string{"demo", "empty", "long"}

// job is a state on one book.
type job struct {
	shot Shot
	book string
}

func (j job) state() string {
	if j.shot.Name == "" {
		return j.shot.Route
	}
	return j.shot.Route + "-" + j.shot.Name
}

func (j job) name() string { return j.state() + "-" + j.book }

// plan lists the states that are asked for.
func plan(o options) []job {
	var all []Shot
	for _, r := range page.Routes() {
		all = append(all, Shot{Route: r.Name, Books: bookNames})
	}
	rank := map[string]int{}
	for i, s := range all {
		rank[s.Route] = i
	}
	all = append(all, shots...)
	slices.SortStableFunc(all, func(a, b Shot) int { return cmp.Compare(rank[a.Route], rank[b.Route]) })
	var jobs []job
	for _, s := range all {
		books := s.Books
		if len(books) == 0 {
			books = []string{"demo"}
		}
		for _, b := range books {
			j := job{s, b}
			if wanted(j, o.screens) && (len(o.books) == 0 || slices.Contains(o.books, b)) {
				jobs = append(jobs, j)
			}
		}
	}
	return jobs
}

func wanted(j job, screens []string) bool {
	if len(screens) == 0 {
		return true
	}
	return slices.ContainsFunc(screens, func(w string) bool {
		if begin, ok := strings.CutSuffix(w, "*"); ok {
			return strings.HasPrefix(j.state(), begin)
		}
		return w == j.shot.Route || w == j.state()
	})
}

func booksOf(jobs []job) []string {
	var books []string
	for _, j := range jobs {
		if !slices.Contains(books, j.book) {
			books = append(books, j.book)
		}
	}
	return books
}
