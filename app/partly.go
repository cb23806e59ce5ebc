package app

import (
	"context"
	"errors"
	"fmt"

	"matterbook/app/fault"
)

// partly says of a chain of acts that ended before its end what of it stands.
// The error of the act that failed speaks for that act alone ("nothing was
// changed"), which would be untrue of the chain. An error before the first act
// was done passes unchanged.
func partly(err error, done int, format string, args ...any) error {
	var e *fault.Error
	known := errors.As(err, &e)
	switch {
	case err == nil:
		return nil
	case known && e.Code == "cancelled", errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		if done == 0 {
			return fault.New(fault.Conflict, "cancelled", "This was stopped before it was done; nothing was changed.").Because(err)
		}
		return fault.New(fault.Conflict, "cancelled", "This was stopped half way: %s", fmt.Sprintf(format, args...)).
			Advise("Do it again for the rest.").Because(err)
	case done == 0 || !known:
		return err
	}
	said := *e
	said.Message = fmt.Sprintf(format, args...) + " Then it stopped: " + e.Message
	return &said
}
