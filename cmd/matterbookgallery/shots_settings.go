package main

import "matterbook/ui/present"

func init() {
	for _, section := range []string{present.SetOffices, present.SetNumbers, present.SetPapers, present.SetUsers, present.SetTimekeepers, present.SetRates,
		present.SetCodes, present.SetAbbreviations, present.SetLook, present.SetKeys, present.SetBook} {
		add(Shot{Route: "settings", Name: section, Prepare: func(s *Stand) { Screen[*present.Settings](s).Choose(section) }})
	}
	add(Shot{Route: "settings", Name: "users", Books: []string{"long"}, Prepare: func(s *Stand) { Screen[*present.Settings](s).Choose(present.SetUsers) }})
	help := func(name, topic string) Shot {
		return Shot{Route: "help", Name: name, Prepare: func(s *Stand) { Screen[*present.Help](s).Choose(topic) }}
	}
	add(help("topic", "trust"), help("keys", "keys"), help("about", "about"), help("licences", "licences"))
	add(
		Shot{Route: "help", Name: "search", Prepare: func(s *Stand) { Screen[*present.Help](s).SetSearch("trust") }},
		Shot{Route: "help", Name: "nothing", Prepare: func(s *Stand) { Screen[*present.Help](s).SetSearch("zeppelin") }},
	)
}
