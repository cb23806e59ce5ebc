package main

import (
	"bufio"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"matterbook/ui/present"
)

// view is how a state is looked at.
type view struct {
	look present.Look
	size fyne.Size
}

// views of the options: every theme, density, text size and window size.
func (o options) views() []view {
	var list []view
	for _, text := range o.texts {
		for _, density := range o.densities {
			for _, theme := range o.themes {
				for _, size := range o.sizes {
					list = append(list, view{present.Look{Theme: theme, Density: density, Scale: text, Language: o.lang}, size})
				}
			}
		}
	}
	return list
}

// suffix of a file name; what is usual is not said.
func (v view) suffix(scale float64) string {
	s := fmt.Sprintf("%s-%.0fx%.0f", v.look.Theme, v.size.Width, v.size.Height)
	if v.look.Scale != 100 {
		s += "-" + strconv.Itoa(v.look.Scale)
	}
	if v.look.Density != "compact" {
		s += "-" + v.look.Density
	}
	if v.look.Language != "" && v.look.Language != "en" {
		s += "-" + v.look.Language
	}
	if scale != 1 {
		s += fmt.Sprintf("-x%g", scale)
	}
	return s
}

// draw takes every picture of a state.
func draw(o options, j job) error {
	views := o.views()
	if j.shot.Stays {
		for _, v := range views {
			if err := drawViews(o, j, []view{v}); err != nil {
				return err
			}
		}
		return nil
	}
	return drawViews(o, j, views)
}

func drawViews(o options, j job, views []view) error {
	return stage(o.folder, j, views[0], func(s *Stand) error {
		if c, ok := s.Win.Canvas().(software.WindowlessCanvas); ok && o.scale != 1 {
			c.SetScale(float32(o.scale))
		}
		for _, v := range views {
			s.SetLook(v.look)
			s.Win.Resize(v.size)
			if err := write(filepath.Join(o.out, j.name()+"-"+v.suffix(o.scale)+".png"), s.Win.Canvas().Capture()); err != nil {
				return err
			}
		}
		return nil
	})
}

// stage opens a state and hands it to do. A panic on the way is an error with
// the place it came from.
func stage(folder string, j job, first view, do func(s *Stand) error) (err error) {
	s, err := newStand(folder, j, first.look, first.size)
	if err != nil {
		return err
	}
	defer s.close()
	defer func() {
		switch p := recover().(type) {
		case nil:
		case failure:
			err = fmt.Errorf("%s", p.text)
		default:
			err = fmt.Errorf("panic: %v\n%s", p, ours(debug.Stack()))
		}
	}()
	s.SetLook(first.look)
	if j.shot.Prepare != nil {
		j.shot.Prepare(s)
	}
	return do(s)
}

// ours keeps the lines of a stack that speak of this project.
func ours(stack []byte) string {
	var lines []string
	for _, l := range strings.Split(string(stack), "\n") {
		if strings.HasPrefix(l, "\t") && strings.Contains(l, "/ui/") || strings.Contains(l, "/cmd/matterbook") || strings.Contains(l, "/app/") {
			lines = append(lines, strings.TrimSpace(l))
		}
	}
	return strings.Join(lines[:min(len(lines), 12)], "\n")
}

func write(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(b, img); err != nil {
		f.Close()
		return err
	}
	if err := b.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
