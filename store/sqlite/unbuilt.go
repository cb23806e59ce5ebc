package sqlite

import "matterbook/app"

// Nouns that are not yet here; each method of query and tx hides its like.
type unbuiltQuery struct {
	app.FirmQuery
	app.WorkQuery
	app.BillQuery
	app.TrustQuery
}

type unbuiltTx struct {
	app.FirmTx
	app.WorkTx
	app.BillTx
	app.TrustTx
}
