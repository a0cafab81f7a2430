# `make` prints this menu; the text after ## is what it prints.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := menu
# Otherwise make tries its rules for C, Fortran, RCS and others on each of a thousand sources: 0.3 s before `make run` starts anything.
MAKEFLAGS += --no-builtin-rules

# The promises of the ready-to-try configuration with `store: postgres://…`: tour, scenarios, Dredd, subscriptions. About a minute.
ON_POSTGRES ?= test/readme.test.ts test/simulate/scenarios.test.ts test/contract/dredd/contracts.test.ts $(addprefix test/providers/zettle/subscriptions/,lifecycle.test.ts reconciling.test.ts sync.test.ts once-anywhere.test.ts)
# Generating takes Java and a quarter of a minute a time, and belongs to the contracts. So do the promises of SQLite's store on threads, by itself and through what it
# shares with a second half.
CONTRACT_TESTS := $(shell find test/contract test/flawed/gateways -name '*.test.ts' | sort) test/codegen/generate.test.ts test/end-to-end/drift.test.ts $(addprefix test/store/sqlite-,on-threads.test.ts joined.test.ts)
# Those that start PostgreSQL, a broker, a browser or npm; each is skipped, with the reason, where that is missing.
SERVER_TESTS := $(shell find test -name '*.server.test.ts' | sort)
# Gateways, mocks and commands as programs that end, are damaged, flooded, or stand side by side: what they cost is mostly to start them.
PROCESS_TESTS := $(shell find test -name '*.process.test.ts' | sort)
CRASH_TESTS := $(shell find test/crash -name '*.test.ts' | sort) test/flawed/acknowledge-before-commit.test.ts
TESTS := $(filter-out $(CONTRACT_TESTS) $(SERVER_TESTS) $(PROCESS_TESTS) $(CRASH_TESTS),$(shell find test -name '*.test.ts' | sort))
COMPILED := .cache/compiled
CONFIG ?= spec/config.try.yaml
STEP := src/deploy/step.sh

.PHONY: menu install run mock build publish image audit test test-processes test-servers contract check format generate check-generated lint-spec diff-contracts crash fuzz bench soak clean

menu: ## this menu
	@echo 'Pushdock: a contract-first gateway for inbound pushes'
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

node_modules/.installed: package.json package-lock.json
	@$(STEP) 'Installing packages' npm ci --no-audit --no-fund --ignore-scripts --loglevel error
	@$(STEP) 'Getting SQLite for this machine (compiled where no ready one can be fetched)' npm rebuild --loglevel error
	@touch $@

install: node_modules/.installed ## install the dependencies

dist/.built: node_modules/.installed tsconfig.json spec/config.schema.json src/deploy/bundle.mjs $(shell find src generated -name '*.ts' -not -path 'src/console/*' 2>/dev/null)
	@rm -rf dist/src dist/generated
	@$(STEP) 'Compiling the gateway' node_modules/.bin/tsc -p .
	@$(STEP) 'Bundling it' node src/deploy/bundle.mjs dist
	@chmod +x dist/src/cli/main.js
	@mkdir -p dist/man && node dist/src/cli/main.js __man > dist/man/pushdock.1
	@touch $@

# Apart from the compiler, so that a change of the one does not build the other again.
dist/.console-built: node_modules/.installed $(shell find src/console src/ui src/running/visible.ts generated/gateway/client generated/runtime -type f 2>/dev/null)
	@$(STEP) 'Building the console' node_modules/.bin/vite build src/console --logLevel warn
	@touch $@

build: dist/.built dist/.console-built ## compile to dist/

run: build ## start the gateway with the ready-to-try configuration (public 8080, operator 8081)
	@echo 'Starting the gateway; Ctrl-C ends it.'
	@node dist/src/cli/main.js serve --config $(CONFIG)

mock: build ## start mock providers and mock APIs on ports 4010 to 4019; they push to `make run`
	node dist/src/cli/main.js mock up $(PROVIDERS)

publish: build ## the contracts for partner teams, as files and pages: dist/contracts
	node dist/src/cli/main.js contracts publish
	node dist/src/cli/main.js contracts package

image: ## an image of the gateway, where a docker daemon is
	@src/deploy/image.sh

audit: install ## production packages: licences, scripts, reasons, advisories, bill of materials (WRITE=yes writes that)
	@node --import tsx test/audit/run.ts $(if $(WRITE),--write)

# Folders stand in the list too: one that lost a file is newer. (Not `test` itself: to make that is a target.)
$(COMPILED)/.built: node_modules/.installed $(shell find . -maxdepth 1 -type f; find src generated spec test -mindepth 1)
	node test/compile.mjs $(COMPILED)
	@touch $@

test: $(COMPILED)/.built ## run all tests that need no server beyond Node, but those of whole programs (TESTS='test/x.test.ts …' for some)
	@node test/run.mjs $(COMPILED) $(TESTS)

test-processes: $(COMPILED)/.built ## programs that end, are damaged, flooded or side by side (PROCESS_TESTS='test/x.process.test.ts …' for some)
	@TEST_STUCK_MS=580000 node test/run.mjs --alone --concurrency=3 $(COMPILED) $(PROCESS_TESTS)

test-servers: build $(COMPILED)/.built ## the tests that start PostgreSQL, brokers, Chromium or npm (SERVER_TESTS='test/x.server.test.ts …' for some)
	@node test/run.mjs --concurrency=4 $(COMPILED) $(SERVER_TESTS)
	@TEST_STUCK_MS=580000 node test/on-postgres.mjs $(COMPILED) $(ON_POSTGRES)

contract: build $(COMPILED)/.built ## gateway, mocks and clients against their contracts, and gateways with a mistake (CONTRACT_TESTS='test/contract/x.test.ts …' for some)
	@.ci/clients
	@TEST_STUCK_MS=580000 node test/run.mjs --alone --concurrency=4 $(COMPILED) $(CONTRACT_TESTS)

check: install lint-spec check-generated diff-contracts ## formatter, linter, types, contracts, freshness of generated/
	npx biome check --error-on-warnings .
	npx tsc --noEmit -p .
	npx tsc --noEmit -p test
	npx tsc --noEmit -p src/console

format: install ## let the formatter and linter fix what they can
	npx biome check --write .

generate: install ## regenerate generated/ from spec/ (needs Java 11 or newer)
	npx tsx spec/codegen/generate.ts

check-generated: install ## is generated/ what spec/ says?
	npx tsx spec/codegen/check.ts

lint-spec: install ## lint the contracts by Redocly's rules and our own, and what is published by Redocly's and Spectral's
	node spec/lint/lint.mjs
	npx tsx spec/lint/published.ts

diff-contracts: install ## what changed in the contracts since their last release, and whom it breaks
	npx tsx src/cli/main.ts contracts diff

crash: $(COMPILED)/.built ## does kill -9 lose anything, and is each ack synced: 30 kills in a row, 20 rounds under load, databases that break (KILLS=n ROUNDS=n)
	@TEST_STUCK_MS=580000 DELIVERY_KILLS=8 KILLS=$${KILLS:-30} ROUNDS=$${ROUNDS:-20} node test/run.mjs --alone --unwatched --concurrency=3 $(COMPILED) $(CRASH_TESTS) test/deliver/killed.test.ts

fuzz: build ## requests made from the contracts by Schemathesis, where Python is (SECONDS_EACH=n SEED=n)
	SECONDS_EACH=$${SECONDS_EACH:-30} node --import tsx test/fuzz/run.ts

bench: build ## measure speed beside what this machine can do, 12 minutes (ROUNDS=n SECONDS=n PARTS='…'); needs wrk
	npx tsc -p test/bench
	node --import tsx test/bench/run.ts

soak: build ## ten minutes of mixed load, failing sinks, reloads and retention: does anything grow? (SECONDS=n PER_SECOND=n)
	node --import tsx test/bench/soak/run.ts

clean: ## remove what was built
	rm -rf dist .cache
