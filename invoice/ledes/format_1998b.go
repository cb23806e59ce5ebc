package ledes

// Places of the 24 fields of 1998B. Formats of the 1998 family begin with the
// same 24, so the checker and the reader may use these for all of them.
const (
	fInvoiceDate = iota
	fInvoiceNumber
	fClientID
	fFirmMatterID
	fInvoiceTotal
	fStartDate
	fEndDate
	fInvoiceText
	fLineNumber
	fType
	fUnits
	fAdjustment
	fLineTotal
	fLineDate
	fTask
	fExpense
	fActivity
	fTimekeeperID
	fLineText
	fFirmID
	fUnitCost
	fTimekeeperName
	fClass
	fClientMatterID
	fieldCount
)

// Format1998B is LEDES 1998B, the flat format of 1998 that clients in the
// United States still ask for most (field table of the LEDES Oversight
// Committee, content revision of August 2007).
var Format1998B = newFormat(Format{
	Word:   "ledes1998b",
	Title:  "LEDES 1998B",
	Marker: "LEDES1998B[]",
	Fields: []Field{
		{Name: "INVOICE_DATE", Kind: DateField, Max: 8, Required: Always, Level: InvoiceLevel, Doc: "Date of the bill",
			value: func(h *head, e *entry) string { return h.date.Compact() }},
		{Name: "INVOICE_NUMBER", Kind: IDField, Max: 20, Required: Always, Level: InvoiceLevel, Doc: "The firm's bill number, unique for ever",
			value: func(h *head, e *entry) string { return h.number }},
		{Name: "CLIENT_ID", Kind: IDField, Max: 20, Required: Always, Level: InvoiceLevel, Doc: "The firm's id for the client",
			value: func(h *head, e *entry) string { return h.clientID }},
		{Name: "LAW_FIRM_MATTER_ID", Kind: IDField, Max: 20, Required: Always, Level: RowLevel, Doc: "The firm's matter number",
			value: func(h *head, e *entry) string { return h.firmMatterID }},
		{Name: "INVOICE_TOTAL", Kind: MoneyField, Max: 12, Decimals: 4, Required: Always, Level: InvoiceLevel, Doc: "Sum of LINE_ITEM_TOTAL over all rows of the invoice",
			value: func(h *head, e *entry) string { return h.total.Money(h.decimals) }},
		{Name: "BILLING_START_DATE", Kind: DateField, Max: 8, Required: Always, Level: InvoiceLevel, Doc: "First day of the billing period",
			value: func(h *head, e *entry) string { return h.from.Compact() }},
		{Name: "BILLING_END_DATE", Kind: DateField, Max: 8, Required: Always, Level: InvoiceLevel, Doc: "Last day of the billing period",
			value: func(h *head, e *entry) string { return h.to.Compact() }},
		{Name: "INVOICE_DESCRIPTION", Kind: TextField, Max: 15000, Required: Optional, Level: InvoiceLevel, Doc: "Free text for the bill",
			value: func(h *head, e *entry) string { return h.text }},
		{Name: "LINE_ITEM_NUMBER", Kind: IDField, Max: 20, Required: Always, Level: RowLevel, Doc: "Unique inside the invoice",
			value: func(h *head, e *entry) string { return e.number }},
		{Name: "EXP/FEE/INV_ADJ_TYPE", Kind: TypeField, Max: 2, Required: Always, Level: RowLevel, Doc: "F, E, IF or IE",
			value: func(h *head, e *entry) string { return e.kind }},
		{Name: "LINE_ITEM_NUMBER_OF_UNITS", Kind: NumberField, Max: 10, Decimals: 4, Required: UnlessAdjustment, Level: RowLevel, Doc: "Hours of a fee, quantity of an expense",
			value: func(h *head, e *entry) string { return e.units }},
		{Name: "LINE_ITEM_ADJUSTMENT_AMOUNT", Kind: MoneyField, Max: 10, Decimals: 4, Required: Optional, Level: RowLevel, Doc: "Added to units x unit cost; a discount is negative",
			value: func(h *head, e *entry) string { return e.adjustment.adjustment(h.decimals) }},
		{Name: "LINE_ITEM_TOTAL", Kind: MoneyField, Max: 10, Decimals: 4, Required: Always, Level: RowLevel, Doc: "Units x unit cost + adjustment",
			value: func(h *head, e *entry) string { return e.total.Money(h.decimals) }},
		{Name: "LINE_ITEM_DATE", Kind: DateField, Max: 8, Required: Always, Level: RowLevel, Doc: "Day of the work or cost",
			value: func(h *head, e *entry) string { return e.date.Compact() }},
		{Name: "LINE_ITEM_TASK_CODE", Kind: CodeField, Max: 20, Required: Optional, Level: RowLevel, Doc: "UTBMS task, fees only",
			value: func(h *head, e *entry) string { return e.task }},
		{Name: "LINE_ITEM_EXPENSE_CODE", Kind: CodeField, Max: 20, Required: OnExpenses, Level: RowLevel, Doc: "UTBMS expense, expenses only",
			value: func(h *head, e *entry) string { return e.expense }},
		{Name: "LINE_ITEM_ACTIVITY_CODE", Kind: CodeField, Max: 20, Required: Optional, Level: RowLevel, Doc: "UTBMS activity, fees only",
			value: func(h *head, e *entry) string { return e.activity }},
		{Name: "TIMEKEEPER_ID", Kind: IDField, Max: 20, Required: OnFees, Level: RowLevel, Doc: "As in the receiver's list of approved timekeepers",
			value: func(h *head, e *entry) string { return e.timekeeperID }},
		{Name: "LINE_ITEM_DESCRIPTION", Kind: TextField, Max: 15000, Required: InPractice, Level: RowLevel, Doc: "Narrative",
			value: func(h *head, e *entry) string { return e.text }},
		{Name: "LAW_FIRM_ID", Kind: IDField, Max: 20, Required: Always, Level: FileLevel, Doc: "Federal tax id, or what the client gave the firm",
			value: func(h *head, e *entry) string { return h.firmID }},
		{Name: "LINE_ITEM_UNIT_COST", Kind: MoneyField, Max: 10, Decimals: 4, Required: UnlessAdjustment, Level: RowLevel, Doc: "Rate before discount, or price of a unit",
			value: func(h *head, e *entry) string { return e.unitCost }},
		{Name: "TIMEKEEPER_NAME", Kind: NameField, Max: 30, Required: OnFees, Level: RowLevel, Doc: "Last, First; the first name is cut, never the last",
			value: func(h *head, e *entry) string { return e.timekeeperName }},
		{Name: "TIMEKEEPER_CLASSIFICATION", Kind: CodeField, Max: 10, Required: OnFees, Level: RowLevel, Doc: "Class code of the 2014 list, or the client's own",
			value: func(h *head, e *entry) string { return e.class }},
		{Name: "CLIENT_MATTER_ID", Kind: IDField, Max: 20, Required: InPractice, Level: RowLevel, Doc: "The client's own matter number; most receivers route on it",
			value: func(h *head, e *entry) string { return h.clientMatterID }},
	},
})
