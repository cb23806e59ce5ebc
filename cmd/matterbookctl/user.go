package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) userVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Users: add, list, change, take out of use"}
	cmd.AddCommand(c.userAddVerb(), c.userListVerb(), c.userSetVerb())
	return cmd
}

type userView struct {
	Code       string    `json:"code"`
	Name       string    `json:"name"`
	Role       firm.Role `json:"role"`
	Timekeeper string    `json:"timekeeper"`
	Active     bool      `json:"active"`
}

func (c *cli) viewUsers(cmd *cobra.Command, d *app.Desk, list []firm.User) ([]userView, error) {
	keepers, err := d.Timekeepers(cmd.Context())
	if err != nil {
		return nil, err
	}
	who := map[int64]string{}
	for _, k := range keepers {
		who[k.ID] = k.Code
	}
	views := make([]userView, len(list))
	for i, u := range list {
		views[i] = userView{u.Code, u.Name, u.Role, who[u.TimekeeperID], u.Active}
	}
	return views, nil
}

func (c *cli) answerUser(cmd *cobra.Command, d *app.Desk, u firm.User) error {
	views, err := c.viewUsers(cmd, d, []firm.User{u})
	if err != nil {
		return err
	}
	return c.answer(views[0], func(w io.Writer) { fmt.Fprintf(w, "User %s: %s, %s\n", u.Code, u.Name, u.Role) })
}

func (c *cli) userAddVerb() *cobra.Command {
	var req app.AddUser
	cmd := &cobra.Command{
		Use: "add", Short: "Add a person who may act in the book", Args: cobra.NoArgs,
		Example: "  matterbookctl user add --code jlk --name \"Jonas Keller\" --role attorney --timekeeper JLK",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			u, err := d.AddUser(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerUser(cmd, d, u)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Code, "code", "", "`CODE` that --as takes")
	f.StringVar(&req.Name, "name", "", "name")
	f.StringVar(&req.Role, "role", "", "admin, billing, attorney, trust or auditor")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "`CODE` of the timekeeper the user is")
	return cmd
}

func (c *cli) userSetVerb() *cobra.Command {
	var name, role, timekeeper string
	var active bool
	cmd := &cobra.Command{
		Use: "set CODE", Short: "Change a user", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl user set jlk --active=false",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req := app.SetUser{Request: c.request(), Code: args[0], Name: changed(cmd, "name", &name),
				Role: changed(cmd, "role", &role), Timekeeper: changed(cmd, "timekeeper", &timekeeper)}
			if cmd.Flags().Changed("active") {
				req.Active = &active
			}
			u, err := d.SetUser(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerUser(cmd, d, u)
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "name")
	f.StringVar(&role, "role", "", "role")
	f.StringVar(&timekeeper, "timekeeper", "", "timekeeper `CODE`; blank for none")
	f.BoolVar(&active, "active", true, "whether the user may act")
	return cmd
}

func (c *cli) userListVerb() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List users", Args: cobra.NoArgs,
		Example: "  matterbookctl user list",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Users(cmd.Context())
			if err != nil {
				return err
			}
			views, err := c.viewUsers(cmd, d, list)
			if err != nil {
				return err
			}
			rows := make([][]string, len(views))
			for i, u := range views {
				active := "yes"
				if !u.Active {
					active = "no"
				}
				rows[i] = []string{u.Code, u.Name, string(u.Role), u.Timekeeper, active}
			}
			return c.answer(map[string][]userView{"users": views}, func(w io.Writer) {
				table(w, []column{"Code", "Name", "Role", "Timekeeper", "Active"}, rows)
			})
		},
	}
}
