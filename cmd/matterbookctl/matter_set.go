package main

import (
	"fmt"
	"io"

	"matterbook/app"

	"github.com/spf13/cobra"
)

// given is what a flag said, nil when it was not given: a blank text takes away
// what was there.
func given(cmd *cobra.Command, flag string) *string {
	if !cmd.Flags().Changed(flag) {
		return nil
	}
	text := cmd.Flags().Lookup(flag).Value.String()
	return &text
}

func (c *cli) matterSetVerb() *cobra.Command {
	var required bool
	var wait int
	cmd := &cobra.Command{
		Use: "set CODE", Short: "Change a matter; what is not named stays", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter set 100-01 --budget 25000.00 --billing JLK",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req := app.SetMatter{Request: c.request(), Code: args[0], NewCode: given(cmd, "code"), Client: given(cmd, "client"), Name: given(cmd, "name"),
				OpenedOn: given(cmd, "opened-on"), PracticeArea: given(cmd, "practice-area"), Responsible: given(cmd, "responsible"),
				Originating: given(cmd, "originating"), Billing: given(cmd, "billing"), FeeArrangement: given(cmd, "fee-arrangement"),
				FeeAmount: given(cmd, "fee-amount"), ClientMatterID: given(cmd, "client-matter-id"), ClaimNo: given(cmd, "claim-no"), PONumber: given(cmd, "po-number"),
				CodeSet: given(cmd, "code-set"), TrustFloor: given(cmd, "trust-floor"), TrustTarget: given(cmd, "trust-target"), Budget: given(cmd, "budget"),
				Instructions: given(cmd, "instructions")}
			if cmd.Flags().Changed("codes-required") {
				req.CodesRequired = &required
			}
			if cmd.Flags().Changed("trust-wait-days") {
				req.TrustWaitDays = &wait
			}
			m, err := d.SetMatter(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerMatter(cmd, d, m, func(w io.Writer, v matterView) {
				fmt.Fprintf(w, "Matter %s of client %s: %s\n", v.Code, v.Client, v.Name)
			})
		},
	}
	f := cmd.Flags()
	for _, x := range [][2]string{
		{"code", "another `CODE`"}, {"client", "client `CODE`; only while nothing is recorded on the matter"}, {"name", "name as printed"}, {"opened-on", "`DATE`"},
		{"practice-area", "practice area"}, {"responsible", "`CODE` of the responsible timekeeper"}, {"originating", "`CODE` of the originating timekeeper"},
		{"billing", "`CODE` of the billing timekeeper"}, {"fee-arrangement", "hourly, flat, contingent, blended or capped"}, {"fee-amount", "flat fee or cap, an `AMOUNT`"},
		{"client-matter-id", "the client's own number"}, {"claim-no", "claim number"}, {"po-number", "purchase order"}, {"code-set", "task code set"},
		{"trust-floor", "ask for more below this `AMOUNT`"}, {"trust-target", "and fill up to this `AMOUNT`"},
		{"budget", "`AMOUNT` the client agreed to spend on fees and costs; blank takes it away"}, {"instructions", "billing instructions"},
	} {
		f.String(x[0], "", x[1])
	}
	f.BoolVar(&required, "codes-required", false, "task and activity must be given on time")
	f.IntVar(&wait, "trust-wait-days", 0, "days between a bill and drawing trust for it")
	return cmd
}
