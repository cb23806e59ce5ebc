package main

import "github.com/spf13/cobra"

// verbs is every command in the order help lists them. A new command is a
// function in a file of its noun and one line here.
var verbs = []struct {
	group string
	verbs []func(*cli) *cobra.Command
}{
	{"book", []func(*cli) *cobra.Command{
		(*cli).initVerb,
		(*cli).demoVerb,
		(*cli).statusVerb,
		(*cli).verifyVerb,
		(*cli).backupVerb,
		(*cli).restoreVerb,
		(*cli).migrateVerb,
		(*cli).firmVerb,
		(*cli).officeVerb,
	}},
	{"work", []func(*cli) *cobra.Command{
		(*cli).clientVerb,
		(*cli).matterVerb,
		(*cli).conflictVerb,
		(*cli).timekeeperVerb,
		(*cli).rateVerb,
		(*cli).timeVerb,
		(*cli).timerVerb,
		(*cli).expenseVerb,
		(*cli).userVerb,
		(*cli).importVerb,
	}},
	{"bill", []func(*cli) *cobra.Command{
		(*cli).preBillVerb,
		(*cli).invoiceVerb,
		(*cli).paymentVerb,
		(*cli).statementVerb,
		(*cli).arVerb,
	}},
	{"trust", []func(*cli) *cobra.Command{(*cli).trustVerb}},
	{"file", []func(*cli) *cobra.Command{(*cli).reportVerb, (*cli).ledesVerb}},
}
