package kit

// faulty is the part of a control that shows that its content is wrong. The
// message stands beneath the control, in the [Field] around it.
type faulty struct {
	fault   string
	tell    func(string) // the Field listens
	repaint func()
}

// Fault is the message shown now, "" when all is well.
func (f *faulty) Fault() string { return f.fault }

// SetFault marks the control as wrong and shows the message beneath it; "" takes
// the mark away.
func (f *faulty) SetFault(message string) {
	if f.fault == message {
		return
	}
	f.fault = message
	if f.tell != nil {
		f.tell(message)
	}
	if f.repaint != nil {
		f.repaint()
	}
}

func (f *faulty) listen(tell func(string)) { f.tell = tell }

// faultBearer is a control that can be marked as wrong.
type faultBearer interface {
	Fault() string
	SetFault(string)
	listen(func(string))
}
