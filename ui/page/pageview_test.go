package page

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"matterbook/app/bill/billtest"
	paper "matterbook/invoice/page"
	"matterbook/invoice/pdf"
	"matterbook/ui/kit"
)

// papersToCompare are an issued bill, a draft with its mark, and a long one.
func papersToCompare() map[string]paper.Doc {
	draft := billtest.WorkedInvoice()
	draft.Draft, draft.Number = true, ""
	long := billtest.WorkedInvoice()
	for i := range 70 {
		l := long.Lines[i%9]
		l.No = len(long.Lines) + 1
		l.Text += " – AVAILABLE To: Wälder & Øre, 111.11 €"
		long.Lines = append(long.Lines, l)
	}
	return map[string]paper.Doc{"issued": paper.Invoice(billtest.WorkedInvoice(), paper.Style{}), "draft": paper.Invoice(draft, paper.Style{}),
		"long": paper.Invoice(long, paper.Style{Size: paper.A4})}
}

// ink is the box of the pixels darker than the paper inside a rectangle.
func ink(img *image.Gray, r image.Rectangle) image.Rectangle {
	box := image.Rectangle{}
	r = r.Intersect(img.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if img.GrayAt(x, y).Y < 150 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// The file is painted by one painter and the window by another; both show every
// word at the same place to a point, and nothing that the other does not show.
func TestThePreviewShowsWhatTheFileShows(t *testing.T) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("pdftoppm (poppler-utils) is not installed")
	}
	const dpi = 144
	for name, doc := range papersToCompare() {
		file, err := pdf.Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "p.pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(tool, "-r", "144", "-png", filepath.Join(dir, "p.pdf"), filepath.Join(dir, "p")).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		pages, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
		if err != nil || len(pages) != len(doc.Pages) {
			t.Fatalf("%s: %d pages in the file, %d arranged (%v)", name, len(pages), len(doc.Pages), err)
		}
		compared := 0
		for i, path := range pages {
			if i > 2 {
				break // the pages after it are like it
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			picture, err := png.Decode(f)
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			printed := gray(picture)
			w, h := int(math.Ceil(doc.Width*dpi/72)), int(math.Ceil(doc.Height*dpi/72))
			if printed.Bounds().Dx() != w || printed.Bounds().Dy() != h {
				t.Fatalf("%s: the printed page has %v", name, printed.Bounds())
			}
			seen := gray(paintSheet(doc, i, w, h))
			for _, it := range doc.Pages[i].Items {
				if it.Kind != paper.Text || it.Angle != 0 || strings.TrimSpace(it.Text) == "" || len(it.Text) < 2 {
					continue
				}
				x0, y0, x1, y1 := it.Box()
				at := image.Rect(int(x0*2)-1, int(y0*2), int(x1*2)+2, int(y1*2)+1)
				a, b := ink(printed, at), ink(seen, at)
				if a.Empty() {
					continue // muted text on a ground
				}
				compared++
				if far(a.Min.X, b.Min.X) || far(a.Max.X, b.Max.X) || far(a.Min.Y, b.Min.Y) || far(a.Max.Y, b.Max.Y) {
					t.Errorf("%s page %d %q: printed in %v, seen in %v", name, i+1, it.Text, a, b)
				}
			}
			// Nothing is seen that is not printed: the share of pixels that differ much.
			differ := 0
			for y := 1; y < h-1; y++ {
				for x := 1; x < w-1; x++ {
					if d := around(printed, x, y) - around(seen, x, y); d > 90 || d < -90 {
						differ++
					}
				}
			}
			if share := float64(differ) / float64(w*h); share > 0.0005 {
				t.Errorf("%s page %d: %.3f %% of the page looks different", name, i+1, share*100)
			}
		}
		if compared < 60 {
			t.Errorf("%s: only %d words were compared", name, compared)
		}
	}
}

// far allows a point of the paper: the two painters shade the edge of a letter
// differently.
func far(a, b int) bool { return a-b > 2 || b-a > 2 }

// around is the mean darkness of nine pixels: a hair's breadth is no difference.
func around(img *image.Gray, x, y int) int {
	sum := 0
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			sum += int(img.GrayAt(x+dx, y+dy).Y)
		}
	}
	return sum / 9
}

func gray(img image.Image) *image.Gray {
	g := image.NewGray(img.Bounds())
	draw.Draw(g, g.Bounds(), img, img.Bounds().Min, draw.Src)
	return g
}

func pageWindow(t *testing.T, w, h float32) (*PageView, fyne.Window) {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(kit.NewTheme(kit.Light, kit.Compact, 100))
	v := NewPageView("view")
	win := test.NewWindow(v.Object())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return v, win
}

func TestTheWindowShowsTheSheet(t *testing.T) {
	v, win := pageWindow(t, 900, 700)
	doc := papersToCompare()["issued"]
	v.Show(doc)
	v.SetZoom(fullZoom)
	if v.Zoom() != 100 {
		t.Fatalf("zoom %d", v.Zoom())
	}
	box, ok := kit.Find(win.Canvas(), "view/page:1")
	if !ok {
		t.Fatal("no sheet")
	}
	if box.Width != 816 || box.Height != 1056 {
		t.Errorf("a Letter sheet at 100 %% is 816 x 1056 pixels of 96 dpi, not %d x %d", box.Width, box.Height)
	}
	captured := win.Canvas().Capture()
	sheet := paintSheet(doc, 0, box.Width, box.Height)
	differ := 0
	for y := 0; y < 500; y++ {
		for x := range box.Width {
			a, b := captured.At(box.X+x, box.Y+y), sheet.At(x, y)
			if color.GrayModel.Convert(a) != color.GrayModel.Convert(b) {
				differ++
			}
		}
	}
	if differ > 40 {
		t.Errorf("%d pixels of the window are not those of the sheet", differ)
	}
}

func TestAClickOnThePageLeadsToItsLine(t *testing.T) {
	v, win := pageWindow(t, 700, 900)
	v.Show(papersToCompare()["draft"])
	var got paper.Ref
	var again bool
	v.OnLine = func(ref paper.Ref, twice bool) { got, again = ref, twice }
	clock := time.Unix(0, 0)
	v.sheets.now = func() time.Time { return clock }
	box, ok := kit.Find(win.Canvas(), "view/fees:3")
	if !ok || !strings.Contains(box.Text, "Prepare exhibits") {
		t.Fatalf("line 3: %v %q", ok, box.Text)
	}
	middle := box.Pos.AddXY(box.Size.Width/3, box.Size.Height/3)
	test.TapCanvas(win.Canvas(), middle)
	if got != (paper.Ref{Part: paper.PartFees, Line: 3}) || again {
		t.Errorf("clicked %v twice %v", got, again)
	}
	clock = clock.Add(200 * time.Millisecond)
	test.TapCanvas(win.Canvas(), middle)
	if !again {
		t.Error("a second click at once edits")
	}
	clock = clock.Add(2 * time.Second)
	test.TapCanvas(win.Canvas(), middle)
	if again {
		t.Error("a click long after is a new one")
	}
}

func TestThePageViewScrollsAndZooms(t *testing.T) {
	v, win := pageWindow(t, 500, 600)
	doc := papersToCompare()["long"]
	v.Show(doc)
	n := len(doc.Pages)
	if n < 3 {
		t.Fatalf("the long bill has %d pages", n)
	}
	if got := float32(doc.Width) * v.sheets.zoom; got > 500 || got < 400 {
		t.Errorf("fitted to %v of 500", got)
	}
	v.turn(1)
	if v.current() != 1 || v.pages.Text != "Page 2 of "+itoa(n) {
		t.Errorf("page %d, %q", v.current(), v.pages.Text)
	}
	if painted := len(v.sheets.r.pages); painted > 4 {
		t.Errorf("%d of %d sheets are painted", painted, n)
	}
	v.ZoomBy(1)
	v.ZoomBy(1)
	if v.current() != 1 {
		t.Errorf("zooming moved to page %d", v.current()+1)
	}
	v.Fit()
	v.Mark(paper.Ref{Part: paper.PartFees, Line: 60}, true)
	at, ok := v.sheets.markBox()
	if !ok || at.Min.Y < v.scroll.Offset.Y || at.Max.Y > v.scroll.Offset.Y+v.scroll.Size().Height {
		t.Errorf("line 60 stands at %v, in view is %v", at, v.scroll.Offset)
	}
	win.Canvas().Focus(v.sheets)
	v.sheets.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if v.scroll.Offset.Y != 0 {
		t.Errorf("Home leads to %v", v.scroll.Offset)
	}
	v.Say(nil, "The bill cannot be drawn", "Every line is held.")
	if v.scroll.Visible() || !v.message.Visible() {
		t.Error("words do not take the place of the sheet")
	}
	v.Show(doc)
	if !v.scroll.Visible() {
		t.Error("the sheet does not come back")
	}
}

func TestPaintingBadPapersFailsNobody(t *testing.T) {
	for _, doc := range []paper.Doc{{}, {Width: 612, Height: 792}, {Width: 10, Height: 10, Pages: []paper.Page{{Items: []paper.Item{
		{Kind: paper.Text, Text: "far \u0000 away \U0001F600", X: 1e9, Y: -1e9, Size: 9}, {Kind: paper.Rule, W: 0, H: 0}, {Kind: paper.Fill, X: -5, Y: -5, W: 1e6, H: 1e6}}}}}} {
		if img := paintSheet(doc, 0, 40, 40); img.Bounds().Dx() != 40 {
			t.Error("no picture")
		}
		_ = paintSheet(doc, 7, 1, 1)
	}
}

func BenchmarkPaintSheet(b *testing.B) {
	doc := paper.Invoice(billtest.WorkedInvoice(), paper.Style{})
	for b.Loop() {
		paintSheet(doc, 0, 816, 1056)
	}
}

// Words are found in any case, over the ends of lines, on every page; the place
// shown is counted and brought into view.
func TestWordsAreFoundOnThePages(t *testing.T) {
	long := papersToCompare()["long"]
	v := NewPageView("test.page")
	w := test.NewTempWindow(t, v.Object())
	w.Resize(fyne.NewSize(620, 500))
	v.Show(long)
	v.Find()
	if w.Canvas().Focused() != fyne.Focusable(v.find.entry) || !v.Focused() {
		t.Fatal("the find bar has not the keyboard")
	}
	test.Type(v.find.entry, "wälder & øre, 111.11")
	n := len(v.sheets.found)
	if n < 60 {
		t.Fatalf("found %d of 70", n)
	}
	if got := v.find.count.Text; got != "1 of "+itoa(n) {
		t.Errorf("says %q", got)
	}
	for _, b := range v.sheets.found[0].boxes {
		if b.x1 <= b.x0 || b.y1 <= b.y0 || b.x1 > float32(long.Width) {
			t.Errorf("a box of %+v", b)
		}
	}
	v.find.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if v.sheets.at != n-1 || v.scroll.Offset.Y < v.sheets.pitch() {
		t.Errorf("before the first comes the last: at %d, scrolled to %v", v.sheets.at, v.scroll.Offset.Y)
	}
	b := v.sheets.found[n-1].boxes[0]
	if y := v.sheets.place(b.page).Y + b.y0*v.sheets.zoom; y < v.scroll.Offset.Y || y > v.scroll.Offset.Y+v.scroll.Size().Height {
		t.Errorf("the place at %v is not in view from %v", y, v.scroll.Offset.Y)
	}
	v.find.entry.SetText("no such words")
	if v.find.count.Text != "not found" || len(v.sheets.found) != 0 {
		t.Errorf("says %q", v.find.count.Text)
	}
	v.find.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.find.open || v.find.root.Visible() || w.Canvas().Focused() != fyne.Focusable(v.sheets) {
		t.Error("Escape did not put the bar away")
	}
	v.sheets.TypedRune('/')
	if !v.find.open {
		t.Error("/ on the page does not find")
	}
}

func TestThePageFitsWidthAndWhole(t *testing.T) {
	v := NewPageView("test.page")
	w := test.NewTempWindow(t, v.Object())
	w.Resize(fyne.NewSize(900, 600))
	doc := papersToCompare()["long"]
	v.Show(doc)
	wide := v.Zoom()
	v.sheets.TypedRune('p')
	if high := float32(doc.Height) * v.sheets.zoom; high > v.scroll.Size().Height || v.Zoom() >= wide {
		t.Errorf("a whole page of %v in %v at %d %%, %d %% by width", high, v.scroll.Size().Height, v.Zoom(), wide)
	}
	if v.zooms.SelectedID() != zoomPage {
		t.Errorf("shows %s", v.zooms.SelectedID())
	}
	w.Resize(fyne.NewSize(900, 900))
	if high := float32(doc.Height) * v.sheets.zoom; high < v.scroll.Size().Height*0.8 {
		t.Errorf("it does not follow the window: %v in %v", high, v.scroll.Size().Height)
	}
	v.zoomTaken("150")
	if v.Zoom() != 150 || v.zooms.SelectedID() != "150" {
		t.Errorf("%d %%, shows %s", v.Zoom(), v.zooms.SelectedID())
	}
	v.ZoomBy(1)
	if v.Zoom() != 180 || v.zooms.SelectedID() != "180" {
		t.Errorf("an odd size: %d %%, shows %s", v.Zoom(), v.zooms.SelectedID())
	}
	v.sheets.TypedRune('w')
	if v.Zoom() != int(math.Round(float64(v.scroll.Size().Width-2*sheetGap-4)/doc.Width/fullZoom*100)) || v.zooms.SelectedID() != zoomWidth {
		t.Errorf("by width again: %d %%", v.Zoom())
	}
	v.sheets.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if last := v.sheets.MinSize().Height - v.scroll.Size().Height; math.Abs(float64(v.scroll.Offset.Y-last)) > 2 {
		t.Errorf("End scrolls to %v of %v", v.scroll.Offset.Y, last)
	}
}
