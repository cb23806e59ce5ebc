package kit

// The few shapes that the toolkit's icon set lacks, drawn on a 24 by 24 grid.
// Letters such as ▲ or ✓ are no way out: many machines have no font for them.
var (
	iconTick = SVG("kit-tick", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M9.6 17.8 4.4 12.6l2-2 3.2 3.2 8-8 2 2z"/></svg>`))
	iconDash = SVG("kit-dash", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M5 10.5h14v3H5z"/></svg>`))
	iconUp   = SVG("kit-up", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M12 6 20 16H4z"/></svg>`))
	iconDown = SVG("kit-down", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M12 18 4 8h16z"/></svg>`))
	iconDot  = SVG("kit-dot", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M12 5a7 7 0 1 0 0 14 7 7 0 1 0 0-14z"/></svg>`))
)
