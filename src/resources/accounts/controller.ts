import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { flag } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';

type Controller = Stripe.Account.Controller;

const FeesPayer = enumeration<Stripe.Account.Controller.Fees.Payer>(
  'AccountFeesPayer',
  "Who pays Stripe's fees for an account.",
  {
    account: 'The account itself.',
    application: 'The platform.',
    application_custom: 'The platform, as for a Custom account.',
    application_express: 'The platform, as for an Express account.',
  },
);

const Liable = enumeration<Stripe.Account.Controller.Losses.Payments>(
  'AccountLossesPayments',
  'Who bears what an account cannot pay.',
  { application: 'The platform.', stripe: 'Stripe.' },
);

const RequirementCollection = enumeration<Stripe.Account.Controller.RequirementCollection>(
  'AccountRequirementCollection',
  'Who asks an account for what is required of it.',
  { application: 'The platform.', stripe: 'Stripe.' },
);

const DashboardType = enumeration<Stripe.Account.Controller.StripeDashboard.Type>(
  'AccountDashboardType',
  "Which of Stripe's dashboards an account can use.",
  { express: 'The small one.', full: 'The whole one.', none: 'None.' },
);

const ControllerType = enumeration<Controller['type']>('AccountControllerType', 'Who controls an account.', {
  account: 'It controls itself.',
  application: 'A platform controls it.',
});

const Fees = builder.objectRef<Stripe.Account.Controller.Fees>('AccountControllerFees');
Fees.implement({
  description: 'Who pays for an account.',
  fields: (t) => ({ payer: enumerated(t, 'payer', "Who pays Stripe's fees.", { type: FeesPayer }) }),
});

const Losses = builder.objectRef<Stripe.Account.Controller.Losses>('AccountControllerLosses');
Losses.implement({
  description: 'Who bears the losses of an account.',
  fields: (t) => ({ payments: enumerated(t, 'payments', 'Who bears those of payments.', { type: Liable }) }),
});

const Dashboard = builder.objectRef<Stripe.Account.Controller.StripeDashboard>('AccountControllerDashboard');
Dashboard.implement({
  description: 'What an account sees of Stripe.',
  fields: (t) => ({ type: enumerated(t, 'type', 'Which dashboard it can use.', { type: DashboardType }) }),
});

export const AccountController = builder.objectRef<Controller>('AccountController');
AccountController.implement({
  description: 'Who controls an account, and who answers for it.',
  fields: (t) => ({
    fees: nested(t, 'fees', 'Who pays for it; may be null.', { type: Fees, nullable: true }),
    isController: flag(t, 'is_controller', 'True when whoever asks controls it; may be null.', { nullable: true }),
    losses: nested(t, 'losses', 'Who bears its losses; may be null.', { type: Losses, nullable: true }),
    requirementCollection: enumerated(t, 'requirement_collection', 'Who asks it for what is required; may be null.', {
      type: RequirementCollection,
      nullable: true,
    }),
    stripeDashboard: nested(t, 'stripe_dashboard', 'What it sees of Stripe; may be null.', {
      type: Dashboard,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'Who controls it.', { type: ControllerType }),
  }),
});
