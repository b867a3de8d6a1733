/** What `--help` prints. */
export const HELP = `Usage: stripe-graphql-gateway [command] [options]

Commands:
  serve                    answers GraphQL over HTTP; this is the default
    --port, -p <number>    in place of PORT, which is 4000 unless set; 0 takes a free port
  schema                   prints the schema
    --client               for relay-compiler, graphql-codegen and editors; this is the default
    --subgraph             for federation: composers, routers and registries
  explain <file.graphql>   prints the REST calls that an operation would make at worst; asks nobody
    --variables <file>     its variables, as JSON
    --operation <name>     which one, where the file has several
  check                    reads the configuration, and asks the REST API what the key may read; serves nothing

Options:
  --help, -h               prints this
  --version, -v            prints the version

All else is set by environment variables: docs/configuration.md in the package lists them.
Without STRIPE_SECRET_KEY it runs on a built-in sandbox, whose data is made up.
`;
