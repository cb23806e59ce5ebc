# Everything a developer or a curious user runs. "make" alone lists it; the work
# is in build/*.sh, which can be called directly as well.

.DEFAULT_GOAL := help
.PHONY: help deps build test demo bench gallery package notices icons clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

deps: ## install what the system lacks to build and test (Debian, Ubuntu; elsewhere says what)
	@build/deps.sh test

build: ## build both programs into bin/
	@build/deps.sh build
	@build/build.sh

test: deps ## run every check, the same as CI
	@build/test.sh

demo: ## make a demo firm and its papers in demo/ and open the window on it (WINDOW=no: leave it shut)
	@build/demo.sh

bench: ## run the benchmarks (BENCH=regexp chooses)
	@build/bench.sh

gallery: ## draw every screen to PNGs in gallery/ (GALLERY="-screens billing -themes dark" chooses; -h tells all)
	@build/gallery.sh $(GALLERY)

package: ## make the Linux archive in dist/
	@build/deps.sh build
	@build/package.sh

notices: ## write assets/licenses/THIRD-PARTY.txt after a change of modules
	@cd tools && go run ./notices -dir .. -out ../assets/licenses/THIRD-PARTY.txt

icons: ## draw the PNGs of the icon from its SVGs (needs rsvg-convert)
	@build/icons.sh

clean: ## remove what was built and the demo firm
	@rm -rf bin demo dist gallery
