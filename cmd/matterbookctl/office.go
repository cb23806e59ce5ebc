package main

import (
	"fmt"
	"io"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (c *cli) officeVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "office", Short: "Offices: add, list, change, close"}
	cmd.AddCommand(c.officeAddVerb(), c.officeListVerb(), c.officeSetVerb())
	return cmd
}

type officeView struct {
	Code    string       `json:"code"`
	Name    string       `json:"name"`
	Address firm.Address `json:"address"`
	Phone   string       `json:"phone"`
	Closed  bool         `json:"closed"`
}

func viewOffice(o firm.Office) officeView {
	return officeView{o.Code, o.Name, o.Address, o.Phone, o.Closed}
}

// addressFlags are the lines of an address.
func addressFlags(f *pflag.FlagSet, a *firm.Address) {
	f.StringVar(&a.Line1, "address1", "", "street")
	f.StringVar(&a.Line2, "address2", "", "second line")
	f.StringVar(&a.City, "city", "", "city")
	f.StringVar(&a.Region, "region", "", "state or region")
	f.StringVar(&a.Postcode, "postcode", "", "postcode")
	f.StringVar(&a.Country, "country", "", "country")
}

// addressOf is the address as it is with the lines that were given; nil when none was.
func addressOf(cmd *cobra.Command, now, given firm.Address) *firm.Address {
	changed := false
	for _, l := range []struct {
		flag     string
		to, from *string
	}{{"address1", &now.Line1, &given.Line1}, {"address2", &now.Line2, &given.Line2}, {"city", &now.City, &given.City},
		{"region", &now.Region, &given.Region}, {"postcode", &now.Postcode, &given.Postcode}, {"country", &now.Country, &given.Country}} {
		if cmd.Flags().Changed(l.flag) {
			*l.to, changed = *l.from, true
		}
	}
	if !changed {
		return nil
	}
	return &now
}

func (c *cli) answerOffice(o firm.Office) error {
	return c.answer(viewOffice(o), func(w io.Writer) {
		fmt.Fprintln(w, strings.Join(append([]string{"Office " + o.Code + ": " + o.Name}, o.Address.Lines()...), ", "))
	})
}

func (c *cli) officeAddVerb() *cobra.Command {
	var req app.AddOffice
	cmd := &cobra.Command{
		Use: "add", Short: "Add a place where the firm works", Args: cobra.NoArgs,
		Example: "  matterbookctl office add --code PDX --name Portland --address1 \"41 Harbor St\" --city Portland --region OR --postcode 97201",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			o, err := d.AddOffice(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerOffice(o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Code, "code", "", "`CODE`, at most 20 characters")
	f.StringVar(&req.Name, "name", "", "name")
	f.StringVar(&req.Phone, "phone", "", "telephone")
	addressFlags(f, &req.Address)
	return cmd
}

func (c *cli) officeSetVerb() *cobra.Command {
	var name, phone string
	var address firm.Address
	var closed bool
	cmd := &cobra.Command{
		Use: "set CODE", Short: "Change an office; issued invoices keep the address they had", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl office set PDX --phone \"503 555 0142\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req := app.SetOffice{Request: c.request(), Code: args[0], Name: changed(cmd, "name", &name), Phone: changed(cmd, "phone", &phone)}
			if cmd.Flags().Changed("closed") {
				req.Closed = &closed
			}
			list, err := d.Offices(cmd.Context())
			if err != nil {
				return err
			}
			for _, o := range list {
				if o.Code == args[0] {
					req.Address = addressOf(cmd, o.Address, address)
				}
			}
			o, err := d.SetOffice(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerOffice(o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "name")
	f.StringVar(&phone, "phone", "", "telephone")
	f.BoolVar(&closed, "closed", false, "not offered any more")
	addressFlags(f, &address)
	return cmd
}

func (c *cli) officeListVerb() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the offices", Args: cobra.NoArgs,
		Example: "  matterbookctl office list",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Offices(cmd.Context())
			if err != nil {
				return err
			}
			views, rows := make([]officeView, len(list)), make([][]string, len(list))
			for i, o := range list {
				views[i] = viewOffice(o)
				closed := ""
				if o.Closed {
					closed = "closed"
				}
				rows[i] = []string{o.Code, o.Name, strings.Join(o.Address.Lines(), ", "), o.Phone, closed}
			}
			return c.answer(map[string][]officeView{"offices": views}, func(w io.Writer) {
				table(w, []column{"Code", "Name", "Address", "Phone", ""}, rows)
			})
		},
	}
}
