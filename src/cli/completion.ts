/** `pushdock completion <shell>`: a script that lets a shell complete commands, options, and the names and ids that the gateway knows. */
import { Argument, Command } from 'commander';
import { candidates } from './complete.ts';

/** Each asks the program that is being completed: it alone knows its commands, and the gateway the names. */
const scripts = {
  // bash takes `:` and `=` for ends of words: what belongs together is put together, and what it has already is taken off what comes back.
  bash: `_pushdock() {
  local IFS=$'\\n' words=() word before='' last i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ \${#words[@]} -gt 0 && -n $before && ($word == [:=]* || $before == *[:=]) ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    before=$word
  done
  last=\${COMP_WORDS[COMP_CWORD]}
  [[ $last == [:=]* ]] && last=''
  last=\${words[\${#words[@]}-1]%"$last"}
  COMPREPLY=()
  while read -r word; do
    COMPREPLY+=("\${word#"$last"}")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _pushdock pushdock
`,
  zsh: `#compdef pushdock
_pushdock() {
  local -a found
  found=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _pushdock pushdock
`,
  fish: `function __pushdock_complete
  set -l words (commandline -opc)
  $words[1] __complete -- $words[2..] (commandline -ct) 2>/dev/null
end
complete -c pushdock -a '(__pushdock_complete)'
`,
} as const;

export function completionCommand(): Command {
  return new Command('completion')
    .description('Print a script by which a shell completes commands, options, sources, sinks and ids.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock completion bash > ~/.local/share/bash-completion/completions/pushdock\n  pushdock completion zsh > ~/.zsh/completions/_pushdock     (a folder of $fpath)\n  pushdock completion fish > ~/.config/fish/completions/pushdock.fish\n\nNames and ids are those of the gateway that the command would ask; without one, commands and options are completed.',
    )
    .action((shell: keyof typeof scripts) => void process.stdout.write(scripts[shell]));
}

/** What the scripts call. */
export function completeCommand(): Command {
  return new Command('__complete')
    .description('Print what may come in the place of the last word.')
    .argument('[words...]', 'the command line, without the name of the program')
    .allowUnknownOption()
    .action(async (words: readonly string[]) => {
      for (const word of await candidates(words)) process.stdout.write(`${word}\n`);
    });
}
