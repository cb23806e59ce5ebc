package present

import (
	"slices"
	"strings"

	"matterbook/ui/words"
)

// Commands implements Doer.
func (r *Reports) Commands() []Command {
	if r.Info.Name == "" {
		off := ""
		if len(r.List.Selection()) != 1 {
			off = words.L("Choose a report first.")
		}
		return []Command{{ID: "reports.open", Title: words.Mark("Open the report"), Off: off}, {ID: "reports.favour", Title: words.Mark("Favourite, or no longer"), Off: off}, {ID: "reports.forget", Title: words.Mark("Forget what was saved"), Off: r.cannotForget()}}
	}
	off, open := "", ""
	if r.Result == nil {
		off = words.L("The report is not there yet.")
	}
	if r.Result == nil || len(r.Result.List.Selection()) != 1 {
		open = words.L("Choose a line first.")
	}
	cs := []Command{{ID: "export", Title: words.Mark("Export the report"), Off: off}, {ID: "print", Title: words.Mark("Print the report"), Off: off}, {ID: "list.copy", Title: words.Mark("Copy the report"), Off: off},
		{ID: "reports.drill", Title: words.Mark("Open what the line is about"), Off: open}, {ID: "save", Title: words.Mark("Save what is asked under a name")},
		{ID: "reports.favour", Title: words.Mark("Favourite, or no longer")}, {ID: "reports.chart", Title: words.Mark("Show or hide the chart")}, {ID: "reports.all", Title: words.Mark("All reports")}}
	return cs
}

// Do implements Doer.
func (r *Reports) Do(id string) bool {
	if r.Info.Name == "" {
		sel := r.List.Selection()
		one := int64(0)
		if len(sel) == 1 {
			one = sel[0]
		}
		switch id {
		case "reports.open", "edit":
			r.OpenRow(one)
		case "reports.favour":
			r.favourRow(one)
		case "reports.forget", "delete":
			r.forget(one)
		default:
			return false
		}
		return true
	}
	switch id {
	case "export", "print", "list.copy":
		if r.Result == nil {
			r.h.Say("%s", words.L("The report is not there yet."))
			return true
		}
		s := SheetOfReport(r.Result.Table)
		switch id {
		case "export":
			r.h.Export(s)
		case "print":
			r.h.PrintSheet(s)
		default:
			r.h.CopySheet(s)
		}
	case "reports.drill", "edit":
		if r.Result != nil && len(r.Result.List.Selection()) == 1 {
			r.Result.OpenRow(r.Result.List.Selection()[0])
		}
	case "save":
		if r.Side != nil {
			r.Side.Send()
		} else {
			r.StartSave()
		}
	case "reports.favour":
		r.favour(r.Info.Name)
	case "reports.chart":
		r.memory.NoChart = !r.memory.NoChart
		r.keep()
		r.h.Redraw(r)
	case "reports.all":
		r.Back()
	case "reports.cancel":
		r.Cancel()
	default:
		return false
	}
	return true
}

// ShowChart says whether charts are drawn.
func (r *Reports) ShowChart() bool { return !r.memory.NoChart }

// Favoured says whether the open report is a favourite.
func (r *Reports) Favoured() bool { return slices.Contains(r.memory.Favoured, r.Info.Name) }

func (r *Reports) favour(key string) {
	if i := slices.Index(r.memory.Favoured, key); i >= 0 {
		r.memory.Favoured = slices.Delete(slices.Clone(r.memory.Favoured), i, i+1)
	} else {
		r.memory.Favoured = append(slices.Clone(r.memory.Favoured), key)
	}
	r.keep()
	r.fill()
	r.h.Redraw(r)
}

func (r *Reports) favourRow(id int64) {
	row, ok := r.List.Value(id)
	if !ok {
		return
	}
	key := row.Info.Name
	if row.Saved != "" {
		key += "/" + row.Saved
	}
	r.favour(key)
}

// StartSave asks for a name for what is asked.
func (r *Reports) StartSave() {
	f := newSideForm(r.h, r, "reports.save", words.L("Save what is asked"), words.L("Save"),
		&Input{Path: "name", Label: words.Mark("Name"), Hint: words.Mark("It stands in the list of reports under this name. Days such as “last month” move along.")})
	f.send = func(f *SideForm) {
		name := strings.Join(strings.Fields(f.Text("name")), " ")
		in := f.In("name")
		switch {
		case name == "":
			in.Fault = words.L("Write a name.")
		case len([]rune(name)) > 60:
			in.Fault = words.L("A name has at most 60 letters.")
		}
		if in.Fault != "" {
			r.h.Redraw(r)
			return
		}
		saved := savedReport{name, r.Info.Name, r.Ask}
		if i := slices.IndexFunc(r.memory.Saved, func(s savedReport) bool { return s.Name == name && s.Report == r.Info.Name }); i >= 0 {
			r.memory.Saved[i] = saved
		} else {
			r.memory.Saved = append(r.memory.Saved, saved)
		}
		r.Side = nil
		r.keep()
		r.fill()
		r.h.Say("%s", words.L("Saved as “%s”.", name))
		r.h.Redraw(r)
	}
	f.onClose = func() { r.Side = nil }
	r.Side = f
	r.h.Redraw(r)
}

// SavedAsks are the names of the open report's saved asks.
func (r *Reports) SavedAsks() []Choice {
	list := []Choice{{Text: words.L("Saved settings")}}
	for _, s := range r.memory.Saved {
		if s.Report == r.Info.Name {
			list = append(list, Choice{Key: s.Name, Text: s.Name})
		}
	}
	return list
}

// SavedNow is the saved ask that is asked now, "" for none.
func (r *Reports) SavedNow() string {
	for _, s := range r.memory.Saved {
		if s.Report == r.Info.Name && s.Ask == r.Ask {
			return s.Name
		}
	}
	return ""
}

// UseSaved asks what was saved.
func (r *Reports) UseSaved(name string) {
	for _, s := range r.memory.Saved {
		if s.Report == r.Info.Name && s.Name == name {
			r.Set(func(a *ReportAsk) { *a = s.Ask })
		}
	}
}

func (r *Reports) cannotForget() string {
	if sel := r.List.Selection(); len(sel) == 1 {
		if row, ok := r.List.Value(sel[0]); ok && row.Saved != "" {
			return ""
		}
	}
	return words.L("Choose a saved one first.")
}

func (r *Reports) forget(id int64) {
	row, ok := r.List.Value(id)
	if !ok || row.Saved == "" {
		r.h.Say("%s", words.L("Choose a saved one first."))
		return
	}
	r.memory.Saved = slices.DeleteFunc(slices.Clone(r.memory.Saved), func(s savedReport) bool { return s.Name == row.Saved && s.Report == row.Info.Name })
	r.memory.Favoured = slices.DeleteFunc(slices.Clone(r.memory.Favoured), func(k string) bool { return k == row.Info.Name+"/"+row.Saved })
	r.keep()
	r.fill()
	r.h.Say("%s", words.L("“%s” is forgotten.", row.Saved))
	r.h.Redraw(r)
}

// Limited says whether anything limits the open report.
func (r *Reports) Limited() bool {
	a := r.Ask
	return a.Client.Key != "" || a.Matter.Key != "" || a.Timekeeper != "" || a.Responsible != "" || a.Account != ""
}
