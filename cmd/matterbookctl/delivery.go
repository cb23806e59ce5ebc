package main

import (
	"fmt"
	"io"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

type deliveryView struct {
	Client   string   `json:"client"`
	How      string   `json:"how"`
	Formats  []string `json:"formats"`
	Address  string   `json:"address"`
	Note     string   `json:"note"`
	Combined bool     `json:"combined"`
	Agreed   bool     `json:"agreed"` // false: nothing was agreed, the usual way holds
}

func (c *cli) clientDeliveryVerb() *cobra.Command {
	var how, address, note string
	var pdf, ledes, combined bool
	cmd := &cobra.Command{
		Use: "delivery CODE", Short: "Show or set how a client's bills leave the firm", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl client delivery 100\n  matterbookctl client delivery 200 --how email --address claims@example.com --ledes\n  matterbookctl client delivery 300 --how portal --ledes --pdf=false --combined",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req := app.SetDelivery{Request: c.request(), Client: args[0]}
			asked := false
			for _, f := range []struct {
				name string
				take func()
			}{{"how", func() { req.How = &how }}, {"pdf", func() { req.PDF = &pdf }}, {"ledes", func() { req.LEDES = &ledes }},
				{"address", func() { req.Address = &address }}, {"note", func() { req.Note = &note }}, {"combined", func() { req.Combined = &combined }}} {
				if cmd.Flags().Changed(f.name) {
					asked = true
					f.take()
				}
			}
			var r firm.Delivery
			if asked {
				r, err = d.SetDelivery(cmd.Context(), req)
			} else {
				r, err = d.Delivery(cmd.Context(), args[0])
			}
			if err != nil {
				return err
			}
			v := deliveryView{args[0], string(r.How), r.Formats(), r.Address, r.Note, r.Combined, r.RowVersion > 0}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Client %s: by %s, %s", v.Client, v.How, strings.Join(v.Formats, " and "))
				if v.Address != "" {
					fmt.Fprintf(w, ", to %s", v.Address)
				}
				if v.Combined {
					fmt.Fprint(w, ", all bills of a day together")
				}
				if !v.Agreed {
					fmt.Fprint(w, " (the usual way; nothing was agreed)")
				}
				fmt.Fprintln(w)
				if v.Note != "" {
					fmt.Fprintln(w, "  "+oneLine(v.Note, 200))
				}
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&how, "how", "", "mail, email, portal or hand")
	f.BoolVar(&pdf, "pdf", true, "as PDF")
	f.BoolVar(&ledes, "ledes", false, "as LEDES 1998B")
	f.StringVar(&address, "address", "", "e-mail `ADDRESSES` with commas, or the name of the portal (default: the client's own)")
	f.StringVar(&note, "note", "", "for whoever sends it")
	f.BoolVar(&combined, "combined", false, "all bills of a day in one message, print job or LEDES file")
	return cmd
}

func (c *cli) preBillHoldVerb() *cobra.Command {
	var reason string
	var release bool
	cmd := &cobra.Command{
		Use: "hold PREBILL", Short: "Keep a pre-bill from being issued, or let it go", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl prebill hold 14 --reason \"settlement pending\"\n  matterbookctl prebill hold 14 --release",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			p, err := d.HoldPreBill(cmd.Context(), app.HoldPreBill{Request: c.request(), PreBill: id, Reason: reason, Go: release})
			if err != nil {
				return err
			}
			v := struct {
				PreBill int64  `json:"prebill"`
				Held    string `json:"held"`
			}{id, p.Held}
			return c.answer(v, func(w io.Writer) {
				if p.Held == "" {
					fmt.Fprintf(w, "Pre-bill %d no longer waits.\n", id)
					return
				}
				fmt.Fprintf(w, "Pre-bill %d waits: %s\n", id, p.Held)
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why it waits")
	cmd.Flags().BoolVar(&release, "release", false, "it waits no longer")
	return cmd
}
