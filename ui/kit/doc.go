// Package kit has our own look and every widget the toolkit lacks: the data
// grid, entries for money, hours, dates, the finder, the frame of the window,
// charts, dialogs that obey Enter and Escape, and the one runner that leaves the
// UI goroutine and comes back. It knows no matter and no invoice.
//
// # A window
//
// The theme is set first, then the pages are built, then a [Stage] carries them:
//
//	app.Settings().SetTheme(kit.NewTheme(kit.System, kit.Compact, 100))
//	run := kit.NewBackground(ctx)
//	keys := &kit.Keys{Map: kit.DefaultKeyMap(), Do: actions.Run, Escape: router.Back}
//	stage := kit.NewStage(kit.Frame(0, nil, status, nav, nil, page), keys, run)
//	stage.Attach(window)
//
// Tooltips, toasts, unused keys and timers find the stage from any widget. A
// page never starts a goroutine: [Go] runs the work and calls back where widgets
// may be touched; tests hand in [Inline] or a [Queue].
//
//	cancel := kit.Go(run, func(ctx context.Context) (Rows, error) { ... }, func(r Rows, err error) { ... })
//
// # Keys
//
// F keys, Escape and shortcuts that the focused widget does not use go to the
// open [Dialog], else to the window's [Keys], which looks them up in the
// [KeyMap] and calls Do with the action's ID. [Keys.MenuItem] makes the entry of
// the main menu; it does nothing while [Modal] is true. Every widget is worked
// by the keyboard alone. Tab order is the order of objects: build with [Frame],
// never with the toolkit's border, which begins with the centre.
//
// # Names
//
// [ID] names a widget, [Find] gives its box in pixels. Parts are addressed
// behind a slash: grid "row:<id>", "row:<id>/col:<key>", "header/col:<key>",
// "footer/col:<key>", "edit"; nav and status bar "item:<id>"; tabs "tab:<id>";
// chips "chip:<id>"; timer bar "start", "toggle", "stop", "kept:<id>"; money
// strip "<key>". The package kittest works a page by these names.
//
// # Faults
//
// A control in a [Field] shows its fault in the line beneath. Value entries,
// dates and finders find theirs alone when they are left; what was typed stays.
// Forms call Check on each (a dialog does), and bring faults of the act to the
// fields by Path ([Dialog.SetFaults]).
//
// # The widgets
//
// Text and layout
//
//	NewLabel(text), NewHeading, NewSubheading, NewCaption, NewProse  *Label: Text, Color, Scale, Style, Align, Wrap, MaxLines, MinWidth; SetText, SetTone
//	VBox(gap, o...), VFill(gap, fill, o...), HBox(gap, o...), HFill(gap, fill, o...), Pad(t, b, l, r, o), Frame(gap, top, bottom, left, right, centre), Tiles(least, gap, o...), FormRow(gap, shares, fields...)
//	NewCard(title, content, actions...)  *Card
//	NewSplit(a, b, size, fixSecond), NewSplitDown(...)  *Split: OnMoved(size); SetSize, PaneSize; hide a pane to close it
//
// List
//
//	NewGrid(model, []Column{Key, Label, Width, Min, Flex, Align, Sortable, Hidden, Pills, Icons, Editable, Tip})  *Grid:
//	    OnSort(key, desc), OnSelect(), OnActivate(row, id), OnContext() *fyne.Menu, OnEdit(row, id, key) *CellEdit{Text, Commit(text) error},
//	    OnKey, OnRune(letter), OnState(GridState), Need(first, last), Checks, Empty, Stripes, MinRows;
//	    SetModel, Reload (rows changed), Changed (rows arrived), SetTotals(text, map[key]text), Current, SetCursor, ScrollTo, Selection, SelectedCount,
//	    Select(ids...), SelectAll, ClearSelection, State/SetState, SetSort, ShowColumn, FitColumn, BeginEdit, Editing, CopyText
//	NewRows(rows...)  *Rows: a model in memory; Set(rows), then Grid.Reload
//	NewPages(run, pageSize, fetch(ctx, offset, limit))  *Pages: a model read by pages; Bind(grid), Reset(total) after every change of filter, sort or data; OnError, Retry
//	Cell{Text, Tone, Pill, Bold, Muted, Negative, Icon}
//	NewEmpty(icon, title, text, action, onAction)  *EmptyState: Set
//
// Fields
//
//	NewField(label, control)  *Field: Path, Label, Hint, Required, NoLine, Width; WithPath, WithHint, SetHint, SetFault, Control
//	NewEntry(), NewSearch(placeholder, changed), NewPassword()  *Entry: Text, PlaceHolder, OnChanged, OnEnter, OnLeave, OnKey, Display, Right, Width, KeepCursor; SetFault
//	NewMoneyEntry(currency), NewRateEntry(), NewHoursEntry(parse), NewPercentEntry(), NewValueEntry(parse, plain, format)  *ValueEntry[T]: OnValue(v, filled), Rule(v) error, Required; Value, SetValue, Clear, Check
//	NewDateEntry(today, monthFirst)  *DateEntry: as above with cal.Date; Today, MonthFirst, Sundays; OpenCalendar
//	NewTextArea(rows)  *TextArea: Expand(word) (text, ok), Limit; Count
//	NewFinder(run, noun, source(ctx, query) ([]Item, error))  *Finder: OnPicked(Item), OnCleared, Recents() []Item, Noun, TwoLines, Required, ClearOnPick; Item, ItemID, SetItem, Clear, Open, Check; StaticSource(items)
//	NewSelect([]Item, onChanged(Item)), NewTextSelect([]string, onChanged(string))  *Select: Items, PlaceHolder, Width, Flat, Tip; Selected, SelectedID, SetSelected(id), SetItems, Open
//	NewCheck(text, onChanged(bool))  *Check: Text, Checked, Tip; SetChecked
//	Item{ID, Text, Secondary, Icon, Muted, Value}
//
// Buttons and switches
//
//	NewButton(text, f), NewPrimary(text, icon, f), NewQuiet(text, icon, f), NewDanger(text, f), NewIconButton(icon, tip, f)  *Button: Text, Icon, Importance, Small, Menu, Tip, OnTapped; WithTip, SetText, SetIcon, SetEnabled
//	NewTabs([]Tab{ID, Text, Count}, onChanged(id)), NewSegments(...)  *Tabs: Selected, SetSelected, SetCount
//	NewChips([]Tab, onChanged(ids))  *Chips: Single; On, SetOn, SetCount
//	NewPill(text, tone)  *Pill: Set
//	NewTip(text, content)  *Tip
//
// The frame of the window
//
//	NewStage(content, keys, run)  *Stage: Attach(window), SetContent, Toast(tone, text, action, onAction) dismiss, Toasts
//	NewNav(title, []NavItem{ID, Label, Icon, Section, Badge, BadgeTone, Low}, onSelect(id))  *Nav: SetActive, Active, SetBadge, SetCollapsed
//	NewTimerBar()  *TimerBar: OnStart, OnToggle(id), OnStop(id), OnKept(id); SetTimers(current, kept), SetElapsed(d) once a second
//	NewStatusBar()  *StatusBar: Say(tone, text), SetItems(StatusItem{ID, Text, Icon, Tone}...)
//	NewMoneyStrip(title, MoneyFigure{Key, Label, Value, Tone, Tip}...)  *MoneyStrip: Set
//	NewNotice(tone, text)  *Notice: OnClose, Raised; Set, SetAction
//
// Figures
//
//	NewFigure(label, value, note)  *Figure: Tone, NoteTone, Tip, OnTapped; Set, SetTrend(values)
//	NewChart(Bars | StackedBars | Lines, labels, Series{Name, Values, Tone}...), NewSparkline(values)  *Chart: Format(v); SetSeries
//
// Questions and long work
//
//	NewForm(title, submit, []*Field, onSubmit(*Dialog)), NewDialog(title, body, submit, onSubmit)  *Dialog: OnCancel, Width; Open(canvas), Close, Submit, Cancel, Busy(on), SetFaults(text, map[path]message), SetNotice, AddButton, WithFields, SubmitButton
//	Confirm(canvas, title, text, yes, danger, onYes), Inform(canvas, title, text)
//	NewBar()  *Bar: Set(done, total, text)
//
// Colours are asked by name (ColorMuted, ColorNegative, ... and Tone), sizes too
// (SizeRow, SizeControl, ...). Icons of the caller come as SVG bytes through
// [SVG] and take any theme colour through [Tinted].
//
// Build and test with -tags migrated_fynedo,no_animations. The gallery test
// draws everything in both themes; KIT_SHOTS=folder keeps the pictures.
package kit
