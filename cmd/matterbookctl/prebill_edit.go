package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"

	"github.com/spf13/cobra"
)

type editView struct {
	PreBill int64           `json:"prebill"`
	Line    int             `json:"line"`
	Before  preBillLineView `json:"before"`
	After   preBillLineView `json:"after"`
}

func (c *cli) editViews(cmd *cobra.Command, d *app.Desk, id int64, edits []app.PreBillEdit) ([]editView, error) {
	p, err := d.PreBill(cmd.Context(), id)
	if err != nil {
		return nil, err
	}
	views := []editView{}
	for _, e := range edits {
		who := p.People[e.After.TimekeeperID].Code
		views = append(views, editView{id, e.Line, viewPreBillLine(e.Before, who, p.Client.Currency), viewPreBillLine(e.After, who, p.Client.Currency)})
	}
	return views, nil
}

func printEdits(w io.Writer, views []editView) {
	for _, v := range views {
		fmt.Fprintf(w, "Line %d: %s\n    now %s\n", v.Line, v.Before.figures(), v.After.figures())
	}
}

// figures are what the line charges, and what was done to it.
func (l preBillLineView) figures() string {
	s := fmt.Sprintf("%s at %s = %s", l.Now.Units, l.Now.Rate, l.Charged)
	if note := l.note(); note != "" {
		s += " (" + note + ")"
	}
	return s
}

func (c *cli) preBillEditVerb() *cobra.Command {
	var req app.EditPreBillLine
	var hours, rate, amount, text string
	cmd := &cobra.Command{
		Use: "edit N LINE", Short: "Change one line of a pre-bill", Args: cobra.ExactArgs(2),
		Example: "  matterbookctl prebill edit 31 6 --hours 1.5 --reason \"duplicate effort\"\n  matterbookctl prebill edit 31 5 --no-charge --reason training\n" +
			"  matterbookctl prebill edit 31 2 --transfer 100-02 --re-rate --reason \"other dispute\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if req.PreBill, err = preBillNumber(cmd, args[0]); err != nil {
				return err
			}
			if req.Line, err = strconv.Atoi(args[1]); err != nil || req.Line <= 0 {
				return usagef(cmd, "%q is not a number of a line", args[1])
			}
			for name, to := range map[string]**string{"hours": &req.Hours, "rate": &req.Rate, "amount": &req.Amount, "text": &req.Text} {
				if f := cmd.Flag(name); f.Changed {
					s := f.Value.String()
					*to = &s
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			edit, err := d.EditPreBillLine(cmd.Context(), req)
			if err != nil {
				return err
			}
			views, err := c.editViews(cmd, d, req.PreBill, []app.PreBillEdit{edit})
			if err != nil {
				return err
			}
			return c.answer(views[0], func(w io.Writer) { printEdits(w, views) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&hours, "hours", "", "charge these `HOURS` (units of a cost)")
	f.StringVar(&rate, "rate", "", "charge this `RATE`")
	f.StringVar(&amount, "amount", "", "charge this `AMOUNT`")
	f.StringVar(&text, "text", "", "new text for the client")
	f.BoolVar(&req.NoCharge, "no-charge", false, "show the line with its value, charge nothing")
	f.BoolVar(&req.Hold, "hold", false, "leave it off this bill; it stays work in progress")
	f.BoolVar(&req.WriteOff, "write-off", false, "never bill it")
	f.BoolVar(&req.Charge, "charge", false, "charge it again after no charge, hold or write-off")
	f.BoolVar(&req.Back, "back", false, "take all edits back")
	f.StringVar(&req.Transfer, "transfer", "", "move the work to the matter `CODE`")
	f.BoolVar(&req.ReRate, "re-rate", false, "with --transfer: price it by the rates of that matter")
	f.StringVar(&req.Reason, "reason", "", "why; needed for all but the text")
	return cmd
}

// maxMarkup is the most bytes of a markup that are read.
const maxMarkup = 1 << 20

func (c *cli) preBillMarkupVerb() *cobra.Command {
	var reRate bool
	cmd := &cobra.Command{
		Use: "markup N [FILE]", Short: "Key a reviewer's whole markup, one command a line", Args: cobra.RangeArgs(1, 2),
		Long:    "Reads commands from FILE, or from standard input, and does all of them or none:\n\n" + bill.CommandHelp,
		Example: "  matterbookctl prebill markup 31 markup.txt\n  echo \"6 h 1.5 duplicate effort\" | matterbookctl prebill markup 31",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			in := c.in
			if len(args) == 2 {
				f, err := os.Open(args[1])
				if err != nil {
					return fault.New(fault.Invalid, "file.unreadable", "The file %s cannot be read.", args[1]).Because(err)
				}
				defer f.Close()
				in = f
			}
			text, err := io.ReadAll(io.LimitReader(in, maxMarkup+1))
			if err != nil {
				return fault.Wrap(err, "reading the markup")
			}
			if len(text) > maxMarkup {
				return fault.New(fault.Invalid, "markup.length", "The markup is longer than %d bytes.", maxMarkup)
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			edits, err := d.MarkUpPreBill(cmd.Context(), app.MarkUpPreBill{Request: c.request(), PreBill: id, Text: string(text), ReRate: reRate})
			if err != nil {
				return err
			}
			views, err := c.editViews(cmd, d, id, edits)
			if err != nil {
				return err
			}
			return c.answer(map[string][]editView{"edits": views}, func(w io.Writer) { printEdits(w, views) })
		},
	}
	cmd.Flags().BoolVar(&reRate, "re-rate", false, "price moved work by the rates of its new matter")
	return cmd
}

func (c *cli) preBillSetVerb() *cobra.Command {
	var discount, discountText, message, note, holder string
	cmd := &cobra.Command{
		Use: "set N", Short: "Set discount, message, note, and who has the pre-bill", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl prebill set 31 --discount 80.00 --discount-text \"Courtesy discount\"\n  matterbookctl prebill set 31 --holder \"R. M. Dunne\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			req := app.SetPreBill{Request: c.request()}
			var err error
			if req.PreBill, err = preBillNumber(cmd, args[0]); err != nil {
				return err
			}
			for name, to := range map[string]**string{"discount": &req.Discount, "discount-text": &req.DiscountText, "message": &req.Message, "note": &req.Note, "holder": &req.Holder} {
				if f := cmd.Flag(name); f.Changed {
					s := f.Value.String()
					*to = &s
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if _, err := d.SetPreBill(cmd.Context(), req); err != nil {
				return err
			}
			p, err := d.PreBill(cmd.Context(), req.PreBill)
			if err != nil {
				return err
			}
			return c.answerPreBill(p)
		},
	}
	f := cmd.Flags()
	f.StringVar(&discount, "discount", "", "courtesy discount on fees, an `AMOUNT`")
	f.StringVar(&discountText, "discount-text", "", "its wording on the invoice")
	f.StringVar(&message, "message", "", "to the client, above the lines")
	f.StringVar(&note, "note", "", "of the reviewer, not printed")
	f.StringVar(&holder, "holder", "", "who has it for review; blank takes it back")
	return cmd
}

// preBillAct is a verb that does one thing with a pre-bill and shows it.
func (c *cli) preBillAct(use, short, example string, act func(cmd *cobra.Command, d *app.Desk, id int64) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " N", Short: short, Args: cobra.ExactArgs(1), Example: example,
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if err := act(cmd, d, id); err != nil {
				return err
			}
			p, err := d.PreBill(cmd.Context(), id)
			if err != nil {
				return err
			}
			return c.answerPreBill(p)
		},
	}
}

func (c *cli) preBillApproveVerb() *cobra.Command {
	return c.preBillAct("approve", "Sign a pre-bill off as it stands", "  matterbookctl prebill approve 31 --as ruth", func(cmd *cobra.Command, d *app.Desk, id int64) error {
		_, err := d.ApprovePreBill(cmd.Context(), app.ApprovePreBill{Request: c.request(), PreBill: id})
		return err
	})
}

func (c *cli) preBillUnapproveVerb() *cobra.Command {
	var reason string
	cmd := c.preBillAct("unapprove", "Take an approval back, so that it can be changed", "  matterbookctl prebill unapprove 31", func(cmd *cobra.Command, d *app.Desk, id int64) error {
		_, err := d.UnapprovePreBill(cmd.Context(), app.UnapprovePreBill{Request: c.request(), PreBill: id, Reason: reason})
		return err
	})
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	return cmd
}

func (c *cli) preBillLateVerb() *cobra.Command {
	var through string
	cmd := c.preBillAct("late", "Add work that was released since the run", "  matterbookctl prebill late 31", func(cmd *cobra.Command, d *app.Desk, id int64) error {
		day, err := dayFlag(cmd, "through", through)
		if err != nil {
			return err
		}
		_, err = d.AddLateWork(cmd.Context(), app.AddLateWork{Request: c.request(), PreBill: id, Through: day})
		return err
	})
	cmd.Flags().StringVar(&through, "through", "", "last `DATE` of work (default: as it was run)")
	return cmd
}

func (c *cli) preBillDiscardVerb() *cobra.Command {
	var keep bool
	var reason string
	cmd := &cobra.Command{
		Use: "discard N", Short: "Give a pre-bill up; its work goes back to work in progress", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl prebill discard 31\n  matterbookctl prebill discard 31 --keep-edits",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			done, err := d.DiscardPreBill(cmd.Context(), app.DiscardPreBill{Request: c.request(), PreBill: id, KeepEdits: keep, Reason: reason})
			if err != nil {
				return err
			}
			v := struct {
				PreBill  int64              `json:"prebill"`
				Status   bill.PreBillStatus `json:"status"`
				Returned int                `json:"returned"`
				NotKept  []int              `json:"not_kept"`
			}{id, done.PreBill.Status, done.Returned, done.NotKept}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Pre-bill %d is discarded; %d items are work in progress again\n", id, v.Returned)
				for _, no := range v.NotKept {
					fmt.Fprintf(w, "the amount typed on line %d is not hours × rate and could not be kept\n", no)
				}
			})
		},
	}
	cmd.Flags().BoolVar(&keep, "keep-edits", false, "write the reviewer's edits to the work")
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	return cmd
}

func (c *cli) preBillWriteVerb() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "write N", Short: "Write the draft of a pre-bill as PDF", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl prebill write 31 --out drafts",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			f, err := d.WritePreBill(cmd.Context(), id, out)
			if err != nil {
				return err
			}
			return c.answer(fileView{f.Path, "pdf", "", f.Bytes, f.SHA256}, func(w io.Writer) { fmt.Fprintln(w, f.Path) })
		},
	}
	cmd.Flags().StringVar(&out, "out", ".", "`DIR` to write into")
	return cmd
}
