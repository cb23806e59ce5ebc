package app

import (
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var _ = addImportKind(importKind{
	name: "matters", right: mayMatters,
	columns: []ImportColumn{
		{"code", true, "at most 20 characters", "100-01"},
		{"client", true, "code of the client", "100"},
		{"name", true, "", "Castellan v. Harbor Realty"},
		{"opened_on", false, "", "2026-01-05"},
		{"status", false, "open, closed; blank: open", "open"},
		{"practice_area", false, "", "Litigation"},
		{"responsible", false, "code of a timekeeper", "RMD"},
		{"originating", false, "code of a timekeeper", "RMD"},
		{"billing", false, "code of a timekeeper", "JLK"},
		{"fee_arrangement", false, "hourly, flat, contingent, blended, capped; blank: hourly", "hourly"},
		{"fee_amount", false, "flat fee or cap", ""},
		{"client_matter_id", false, "the client's own number", "2026-LIT-0042"},
		{"claim_no", false, "", ""},
		{"po_number", false, "", ""},
		{"trust_floor", false, "ask for more below this balance", "1500.00"},
		{"trust_target", false, "and fill up to this one", "2000.00"},
		{"budget", false, "what the client agreed to spend", ""},
		{"office", false, "code of an office whose address the bills carry", ""},
	},
	begin: func(run *importRun) (importStep, error) { return run.matter, nil },
})

func (run *importRun) matter(row importRow) (skipped bool, err error) {
	req := AddMatter{
		Code: row.get("code"), Client: row.get("client"), Name: row.get("name"), OpenedOn: row.get("opened_on"), Status: row.get("status"),
		PracticeArea: row.get("practice_area"), Responsible: row.get("responsible"), Originating: row.get("originating"), Billing: row.get("billing"),
		FeeArrangement: row.get("fee_arrangement"), FeeAmount: row.get("fee_amount"), ClientMatterID: row.get("client_matter_id"),
		ClaimNo: row.get("claim_no"), PONumber: row.get("po_number"), TrustFloor: row.get("trust_floor"), TrustTarget: row.get("trust_target"), Office: row.get("office"), Budget: row.get("budget"),
	}
	old, err := run.look.Matter(req.Code)
	var was firm.Matter
	switch {
	case err == nil:
		if was, err = old.Matter, run.keepMatter(row, &req, old); err != nil {
			return false, err
		}
	case req.Code != "" && fault.Of(err) != fault.Missing:
		return false, err
	}
	m, bad := decideMatter(run.look, was, req)
	if bad != nil {
		return false, bad
	}
	if was.ID != 0 {
		return same("matter", was.Code, m == was)
	}
	return false, run.tx.AddMatter(&m)
}

func (run *importRun) keepMatter(row importRow, req *AddMatter, old *matterFacts) error {
	kept, err := matterRequest(run.look, old)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		column string
		to     *string
		kept   string
	}{
		{"opened_on", &req.OpenedOn, kept.OpenedOn}, {"status", &req.Status, kept.Status}, {"practice_area", &req.PracticeArea, kept.PracticeArea},
		{"responsible", &req.Responsible, kept.Responsible}, {"originating", &req.Originating, kept.Originating}, {"billing", &req.Billing, kept.Billing},
		{"fee_arrangement", &req.FeeArrangement, kept.FeeArrangement}, {"fee_amount", &req.FeeAmount, kept.FeeAmount},
		{"client_matter_id", &req.ClientMatterID, kept.ClientMatterID}, {"claim_no", &req.ClaimNo, kept.ClaimNo}, {"po_number", &req.PONumber, kept.PONumber},
		{"trust_floor", &req.TrustFloor, kept.TrustFloor}, {"trust_target", &req.TrustTarget, kept.TrustTarget}, {"office", &req.Office, kept.Office}, {"budget", &req.Budget, kept.Budget},
	} {
		row.keep(c.column, c.to, c.kept)
	}
	req.CodeSet, req.CodesRequired, req.TrustWaitDays = kept.CodeSet, kept.CodesRequired, kept.TrustWaitDays
	req.TimeRule, req.Instructions = kept.TimeRule, kept.Instructions
	return nil
}
