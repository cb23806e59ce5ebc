package present

import (
	"slices"

	"matterbook/ui/words"
)

// NavItem is a line of the side navigation.
type NavItem struct {
	Name, Title, Group, Icon, Key string
	Badge                         int
	Active                        bool
}

// Place is a screen and what it shows.
type Place struct {
	Route string
	Arg   string
}

// Screen is what is shown now, nil before Start.
func (f *Frame) Screen() Screen { return f.screens[f.place.Route] }

// ScreenOf is the screen of a route when it was shown before.
func (f *Frame) ScreenOf(route string) Screen { return f.screens[route] }

// Place is where the window is.
func (f *Frame) Place() Place { return f.place }

func (f *Frame) hasRoute(name string) bool {
	return slices.ContainsFunc(f.routes, func(r AnyRoute) bool { return r.Name == name })
}

// Routes lists the screens.
func (f *Frame) Routes() []AnyRoute { return f.routes }

// Go implements Host.
func (f *Frame) Go(route, arg string) {
	if !f.hasRoute(route) || f.facts == nil {
		return
	}
	if f.place.Route == route && arg == "" {
		return
	}
	if f.place.Route != "" {
		f.back = append(f.back, f.place)
		if len(f.back) > 50 {
			f.back = f.back[1:]
		}
	}
	f.show(Place{route, arg})
}

func (f *Frame) show(p Place) {
	if old := f.Screen(); old != nil && f.place.Route != p.Route {
		old.Leave()
	}
	s, ok := f.screens[p.Route]
	if !ok {
		for _, r := range f.routes {
			if r.Name == p.Route {
				s = r.New(f)
			}
		}
		f.screens[p.Route] = s
	}
	moved := f.place.Route != p.Route
	f.place, f.notice = p, Notice{}
	s.Open(p.Arg)
	f.surface.Changed(PartScreen | PartNav | PartNotice)
	if moved {
		f.Prefer(placeKey, Place{Route: p.Route})
	}
}

// Open implements Host.
func (f *Frame) Open(noun, key string) bool {
	for _, r := range f.routes {
		if slices.Contains(r.Opens, noun) {
			f.Go(r.Name, noun+" "+key)
			return true
		}
	}
	return false
}

// Back implements Host: it closes what the screen has open, then goes to the
// screen before. False when there is nowhere to go.
func (f *Frame) Back() bool {
	if b, ok := f.Screen().(Backer); ok {
		form := f.form
		if form != nil {
			form.Drawn = false
		}
		if b.Escape() {
			// A form that is drawn no more was closed with what was typed into it.
			if form != nil && !form.Drawn && form.screen == f.Screen() {
				if said := form.Escaped(); said != "" {
					f.Say("%s", said)
				}
				f.form = nil
			}
			return true
		}
	}
	if f.timers.Shut() {
		return true
	}
	if f.notice.Text != "" {
		f.CloseNotice()
		return true
	}
	if len(f.back) == 0 {
		return false
	}
	last := f.back[len(f.back)-1]
	f.back = f.back[:len(f.back)-1]
	f.show(Place{Route: last.Route})
	return true
}

// BackTitle is the title of the screen before, "" for none.
func (f *Frame) BackTitle() string {
	if len(f.back) == 0 {
		return ""
	}
	for _, r := range f.routes {
		if r.Name == f.back[len(f.back)-1].Route {
			return words.Of(r.Title)
		}
	}
	return ""
}

// Nav lists the side navigation.
func (f *Frame) Nav() []NavItem {
	items := make([]NavItem, len(f.routes))
	for i, r := range f.routes {
		items[i] = NavItem{r.Name, words.Of(r.Title), words.Of(r.Group), r.Icon, r.Key, f.badges[r.Name], r.Name == f.place.Route}
	}
	return items
}

// Badge implements Host.
func (f *Frame) Badge(route string, n int) {
	if f.badges[route] != n {
		f.badges[route] = n
		f.surface.Changed(PartNav)
	}
}
