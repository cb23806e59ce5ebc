package present

import (
	"strings"

	"matterbook/ui/words"
)

// Acts implements Acter.
func (s *Settings) Acts() []string {
	acts := []string{}
	if s.list() != nil {
		acts = append(acts, "search", "edit")
		if s.Section != SetKeys && s.why() == "" {
			acts = append(acts, "new")
		}
	}
	if s.Side != nil && s.Side.Submit != "" || s.Changed() {
		acts = append(acts, "save")
	}
	return acts
}

// Commands implements Doer.
func (s *Settings) Commands() []Command {
	off := s.why()
	list := []Command{}
	for _, x := range settingsSections {
		list = append(list, Command{ID: "settings." + x.ID, Title: words.L("Settings: %s", words.Of(x.Title))})
	}
	add := func(section, id, title string) {
		if s.Section == section {
			list = append(list, Command{ID: id, Title: title, Off: off})
		}
	}
	add(SetUsers, "settings.add", words.L("New user"))
	add(SetTimekeepers, "settings.add", words.L("New timekeeper"))
	add(SetOffices, "settings.add", words.L("New office"))
	add(SetRates, "settings.add", words.L("New rate"))
	add(SetRates, "settings.which", words.L("Which rate wins"))
	add(SetCodes, "settings.add", words.L("New code"))
	add(SetAbbreviations, "settings.add", words.L("New abbreviation"))
	add(SetKeys, "settings.keys.reset", words.L("Give every action its usual keys"))
	add(SetBook, "settings.backup", words.L("Back up the book"))
	add(SetBook, "settings.verify", words.L("Prove the book"))
	add(SetBook, "settings.folder", words.L("Open the folder of the book"))
	add(SetBook, "settings.close", words.L("Close the books"))
	for i := range list { // what needs another right than the section
		switch list[i].ID {
		case "settings.folder", "settings.which":
			list[i].Off = ""
		case "settings.close":
			list[i].Off = ""
			if !s.h.Desk().MaySetUp() {
				list[i].Off = words.L("The role %s may not close the books.", words.Of(roleWords[s.h.Desk().User.Role]))
			}
		}
	}
	return list
}

// Do implements Doer.
func (s *Settings) Do(id string) bool {
	switch id {
	case "new":
		if s.list() == nil {
			return false
		}
		id = "settings.add"
	case "save":
		switch {
		case s.Side != nil && s.Side.Submit != "":
			s.Side.Send()
		case s.Changed():
			s.Form.Send()
		default:
			return false
		}
		return true
	case "edit":
		if l := s.list(); l != nil {
			l.OpenSelected()
			return true
		}
		return false
	}
	for _, c := range s.Commands() {
		if c.ID == id && c.Off != "" {
			s.h.Say("%s", c.Off)
			return true
		}
	}
	if section, ok := strings.CutPrefix(id, "settings."); ok {
		for _, x := range settingsSections {
			if x.ID == section {
				s.Choose(section)
				return true
			}
		}
	}
	switch id {
	case "settings.add":
		return s.add()
	case "settings.which":
		s.StartWhich()
	case "settings.keys.reset":
		s.ResetKeys()
	case "settings.backup":
		s.StartBackup()
	case "settings.verify":
		s.Verify()
	case "settings.folder":
		s.OpenFolder()
	case "settings.close":
		s.StartClose()
	default:
		return false
	}
	return true
}
