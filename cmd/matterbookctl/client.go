package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) clientVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "client", Short: "Clients: add, list, show, delivery"}
	cmd.AddCommand(c.clientAddVerb(), c.clientListVerb(), c.clientShowVerb(), c.clientDeliveryVerb())
	return cmd
}

type clientView struct {
	Code          string       `json:"code"`
	Name          string       `json:"name"`
	Address       firm.Address `json:"address"`
	Email         string       `json:"email"`
	TermsDays     *int         `json:"terms_days"` // null: the firm's
	Currency      string       `json:"currency"`
	LEDESClientID string       `json:"ledes_client_id"`
	Instructions  string       `json:"instructions"`
	Archived      bool         `json:"archived"`
}

func viewClient(f firm.Client) clientView {
	v := clientView{Code: f.Code, Name: f.Name, Address: f.Address, Email: f.Email, Currency: string(f.Currency),
		LEDESClientID: f.LEDESClientID, Instructions: f.Instructions, Archived: f.Archived}
	if f.TermsDays >= 0 {
		v.TermsDays = &f.TermsDays
	}
	return v
}

func (c *cli) clientAddVerb() *cobra.Command {
	var req app.AddClient
	var terms int
	cmd := &cobra.Command{
		Use: "add", Short: "Add a client", Args: cobra.NoArgs,
		Example: "  matterbookctl client add --code 100 --name \"Castellan LLC\" --city Portland --region OR --terms-days 30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			if cmd.Flags().Changed("terms-days") {
				req.TermsDays = &terms
			}
			made, err := d.AddClient(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answer(viewClient(made), func(w io.Writer) { fmt.Fprintf(w, "Client %s: %s\n", made.Code, made.Name) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Code, "code", "", "`CODE`, at most 20 characters")
	f.StringVar(&req.Name, "name", "", "name as printed")
	f.StringVar(&req.Address.Line1, "address1", "", "first line of the address")
	f.StringVar(&req.Address.Line2, "address2", "", "second line")
	f.StringVar(&req.Address.City, "city", "", "city")
	f.StringVar(&req.Address.Region, "region", "", "state or province")
	f.StringVar(&req.Address.Postcode, "postcode", "", "postcode")
	f.StringVar(&req.Address.Country, "country", "", "country")
	f.StringVar(&req.Email, "email", "", "e-mail address")
	f.IntVar(&terms, "terms-days", 0, "days to pay (default: the firm's)")
	f.StringVar(&req.Currency, "currency", "", "ISO 4217 `CODE` (default: the firm's)")
	f.StringVar(&req.LEDESClientID, "ledes-client-id", "", "`ID` the receiver of LEDES files knows the client by")
	f.StringVar(&req.Instructions, "instructions", "", "billing instructions, shown when a pre-bill is opened")
	return cmd
}

func (c *cli) clientListVerb() *cobra.Command {
	var filter app.ClientFilter
	cmd := &cobra.Command{
		Use: "list", Short: "List clients", Args: cobra.NoArgs,
		Example: "  matterbookctl client list --search castel",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Clients(cmd.Context(), filter)
			if err != nil {
				return err
			}
			views, rows := make([]clientView, len(list)), make([][]string, len(list))
			for i, f := range list {
				views[i] = viewClient(f)
				rows[i] = []string{f.Code, f.Name, f.Address.City, string(f.Currency), f.Email}
			}
			return c.answer(map[string][]clientView{"clients": views}, func(w io.Writer) {
				table(w, []column{"Code", "Name", "City", "Currency", "E-mail"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&filter.Text, "search", "", "part of code or name")
	cmd.Flags().BoolVar(&filter.Archived, "archived", false, "archived ones, too")
	cmd.Flags().IntVar(&filter.Limit, "limit", 0, "at most `N`")
	return cmd
}

func (c *cli) clientShowVerb() *cobra.Command {
	return &cobra.Command{
		Use: "show CODE", Short: "Show a client and its matters", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl client show 100",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			f, err := d.Client(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			matters, err := d.Matters(cmd.Context(), app.MatterFilter{ClientID: f.ID})
			if err != nil {
				return err
			}
			views, err := c.viewMatters(cmd, d, matters)
			if err != nil {
				return err
			}
			v := struct {
				clientView
				Matters []matterView `json:"matters"`
			}{viewClient(f), views}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "%s  %s\n", f.Code, f.Name)
				for _, l := range f.Address.Lines() {
					fmt.Fprintln(w, "  "+l)
				}
				if f.Instructions != "" {
					fmt.Fprintln(w, "  "+oneLine(f.Instructions, 200))
				}
				printMatters(w, views)
			})
		},
	}
}
