package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) partyVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "party", Short: "Parties of matters: add, set, list"}
	cmd.AddCommand(c.partyAddVerb(), c.partySetVerb(), c.partyListVerb())
	return cmd
}

type partyView struct {
	ID           int64          `json:"id"`
	Role         firm.PartyRole `json:"role"`
	Name         string         `json:"name"`
	Organisation string         `json:"organisation"`
	Email        string         `json:"email"`
	Phone        string         `json:"phone"`
	Remark       string         `json:"remark"`
	From         cal.Date       `json:"from"`
	To           cal.Date       `json:"to"`
}

func viewParty(p firm.Party) partyView {
	return partyView{p.ID, p.Role, p.Name, p.Organisation, p.Email, p.Phone, p.Remark, p.From, p.To}
}

const roleWords = "client, opposing, opposing_counsel, co_counsel, court, judge, insurer, witness, expert, related or other"

func (c *cli) partyAddVerb() *cobra.Command {
	var req app.AddParty
	cmd := &cobra.Command{
		Use: "add", Short: "Name somebody who has to do with a matter", Args: cobra.NoArgs,
		Example: "  matterbookctl matter party add --matter 100-01 --role opposing --name \"Harbor Realty Inc.\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			p, err := d.AddParty(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answer(viewParty(p), func(w io.Writer) { fmt.Fprintf(w, "Party %d of matter %s: %s\n", p.ID, req.Matter, p.Name) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Role, "role", "", roleWords)
	f.StringVar(&req.Name, "name", "", "who")
	f.StringVar(&req.Organisation, "organisation", "", "whom they belong to")
	f.StringVar(&req.Email, "email", "", "e-mail address")
	f.StringVar(&req.Phone, "phone", "", "telephone")
	f.StringVar(&req.Remark, "remark", "", "what else is to be known")
	f.StringVar(&req.From, "from", "", "first `DATE` (default: since ever)")
	f.StringVar(&req.To, "to", "", "last `DATE` (default: still)")
	return cmd
}

func (c *cli) partySetVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use: "set ID", Short: "Change a party, or end it with --to", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter party set 3 --to 2026-06-30",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			id, err := rowID(cmd, args[0])
			if err != nil {
				return err
			}
			p, err := d.SetParty(cmd.Context(), app.SetParty{Request: c.request(), ID: id, Role: given(cmd, "role"), Name: given(cmd, "name"), Organisation: given(cmd, "organisation"),
				Email: given(cmd, "email"), Phone: given(cmd, "phone"), Remark: given(cmd, "remark"), From: given(cmd, "from"), To: given(cmd, "to")})
			if err != nil {
				return err
			}
			return c.answer(viewParty(p), func(w io.Writer) { fmt.Fprintf(w, "Party %d changed: %s\n", p.ID, p.Name) })
		},
	}
	f := cmd.Flags()
	f.String("role", "", roleWords)
	f.String("name", "", "who")
	f.String("organisation", "", "whom they belong to")
	f.String("email", "", "e-mail address")
	f.String("phone", "", "telephone")
	f.String("remark", "", "what else is to be known")
	f.String("from", "", "first `DATE`")
	f.String("to", "", "last `DATE`")
	return cmd
}

func (c *cli) partyListVerb() *cobra.Command {
	var matter string
	cmd := &cobra.Command{
		Use: "list", Short: "List the parties of a matter", Args: cobra.NoArgs,
		Example: "  matterbookctl matter party list --matter 100-01",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Parties(cmd.Context(), matter)
			if err != nil {
				return err
			}
			views, rows := make([]partyView, len(list)), make([][]string, len(list))
			for i, p := range list {
				views[i] = viewParty(p)
				rows[i] = []string{fmt.Sprint(p.ID), string(p.Role), oneLine(p.Name, 50), oneLine(p.Organisation, 40), p.From.String(), p.To.String()}
			}
			return c.answer(map[string][]partyView{"parties": views}, func(w io.Writer) {
				table(w, []column{"No", "Role", "Name", "Organisation", "From", "To"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&matter, "matter", "", "matter `CODE`")
	return cmd
}
