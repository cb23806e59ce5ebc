package page

import (
	"fyne.io/fyne/v2"

	"matterbook/ui/present"
)

// Page draws one screen.
type Page interface {
	// Object is the root of the page; it is asked for once.
	Object() fyne.CanvasObject
	// Draw shows what the screen holds now. It is called often: what has not
	// changed must cost nothing.
	Draw()
	// First is what gets the focus when the page is shown for the first time; nil
	// leaves it to the order of the page.
	First() fyne.Focusable
}

// row is a screen and how it is drawn.
type row struct {
	route present.AnyRoute
	draw  func(w *Window, s present.Screen) Page
}

func screen[S present.Screen](r present.Route[S], draw func(w *Window, s S) Page) row {
	return row{r.Any(), func(w *Window, s present.Screen) Page { return draw(w, s.(S)) }}
}

// routes are the screens of the window in the order of the side navigation.
// A new screen is one line here.
var routes []row

func init() {
	routes = []row{
		screen(present.TodayRoute, newTodayPage),
		screen(present.WeekRoute, newWeekPage),
		screen(present.TimeRoute, newTimePage),

		screen(present.MattersRoute, newMattersPage),
		screen(present.ClientsRoute, newClientsPage),

		screen(present.BillingRoute, newBillingPage),
		screen(present.OutboxRoute, newOutboxPage),
		screen(present.InvoicesRoute, newInvoicesPage),
		screen(present.PaymentsRoute, newPaymentsPage),
		screen(present.ReceivablesRoute, newReceivablesPage),

		screen(present.TrustRoute, newTrustPage),

		screen(present.DashboardRoute, newDashboardPage),
		screen(present.ReportsRoute, newReportsPage),
		screen(present.AuditRoute, newAuditPage),
		screen(present.SettingsRoute, newSettingsPage),
		screen(present.HelpRoute, newHelpPage),
	}
}

// Routes lists the screens for the frame.
func Routes() []present.AnyRoute {
	list := make([]present.AnyRoute, len(routes))
	for i, r := range routes {
		list[i] = r.route
	}
	return list
}
