import { graphql, useLazyLoadQuery } from 'react-relay';
import type { CounterpartiesQuery } from './__generated__/CounterpartiesQuery.graphql';

/** Financial accounts at both ends of what moved: one of them as an account and as a payment method. */
export const Counterparties = () => {
  const data = useLazyLoadQuery<CounterpartiesQuery>(
    graphql`
      query CounterpartiesQuery {
        treasuryTransactions(financialAccount: "fa_1Seed000001", first: 50) {
          nodes {
            financialAccount {
              country
            }
            flowDetails {
              ... on OutboundPayment {
                destinationPaymentMethodDetails {
                  financialAccount {
                    network
                    financialAccount {
                      country
                    }
                  }
                }
              }
              ... on ReceivedCredit {
                initiatingPaymentMethodDetails {
                  financialAccount {
                    network
                    financialAccount {
                      country
                    }
                  }
                }
              }
            }
          }
        }
      }
    `,
    {},
  );
  return <output>{JSON.stringify(data)}</output>;
};
