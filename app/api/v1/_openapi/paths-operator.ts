import * as issuer from "@/app/api/v1/operator/issuer/route";
import * as margins from "@/app/api/v1/operator/margins/route";
import * as outboundRequests from "@/app/api/v1/operator/outbound-requests/route";
import * as priceEnds from "@/app/api/v1/operator/prices/ends/route";
import * as priceHistory from "@/app/api/v1/operator/prices/history/route";
import * as prices from "@/app/api/v1/operator/prices/route";
import * as promoCodes from "@/app/api/v1/operator/promo-codes/route";
import { json, list, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import { PRICED_PROVIDERS } from "@/lib/pricing";
import { OUTBOUND_FILTER } from "./outbound-filter";
import { Margin, ModelPrice, PromoCode } from "./views-operator";
import { OperatorOutboundRequest } from "./views-publishing";
import { Party } from "./views-workspace";

const tag = "Operator";
const provider = {
  name: "provider",
  says: "Only models of this vendor.",
  values: PRICED_PROVIDERS,
};

/** What concerns all workspaces together: for whoever runs the installation, and forbidden for everybody else. */
export const OPERATOR_PATHS: readonly PathDoc[] = [
  {
    path: "/operator/prices",
    tag,
    handlers: prices,
    operations: {
      GET: {
        id: "listPrices",
        summary: "The prices that are in force, by vendor and model",
        status: 200,
        query: [provider, { name: "text", says: "Only models whose id holds this text." }],
        answer: page(ModelPrice),
        errors: ["forbidden"],
      },
      POST: {
        id: "setPrice",
        summary: "Set what a model costs; it goes before the list's price until it is ended",
        status: 201,
        answer: json(ModelPrice),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
  {
    path: "/operator/prices/history",
    tag,
    handlers: priceHistory,
    operations: {
      GET: {
        id: "listPriceHistory",
        summary: "Every price that one model had, has or will have, the latest first",
        status: 200,
        query: [
          { ...provider, says: "The vendor.", isRequired: true },
          { name: "model", says: "The exact id of the model.", isRequired: true },
        ],
        answer: list(ModelPrice),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: "/operator/prices/ends",
    tag,
    handlers: priceEnds,
    operations: {
      POST: {
        id: "endPrice",
        summary: "End one's own price of a model: the list's is in force again",
        status: 201,
        answer: json(ModelPrice),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
  {
    path: "/operator/margins",
    tag,
    handlers: margins,
    operations: {
      GET: {
        id: "listMargins",
        summary: "What is and was added to the cost of each call, the latest first",
        status: 200,
        answer: list(Margin),
        errors: ["forbidden"],
      },
      POST: {
        id: "setMargin",
        summary: "Set what is added to the cost of each call from a moment on",
        status: 201,
        answer: json(Margin),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
  {
    path: "/operator/issuer",
    tag,
    handlers: issuer,
    operations: {
      GET: {
        id: "getIssuer",
        summary: "Who the next invoices are from",
        status: 200,
        answer: json(Party),
        errors: ["forbidden"],
      },
      PUT: {
        id: "setIssuer",
        summary: "Set who the next invoices are from",
        status: 200,
        answer: json(Party),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: "/operator/promo-codes",
    tag,
    handlers: promoCodes,
    operations: {
      GET: {
        id: "listPromoCodes",
        summary: "The promo codes, the latest first",
        status: 200,
        answer: page(PromoCode),
        errors: ["forbidden"],
      },
      POST: {
        id: "createPromoCode",
        summary: "Make a code whose credit each workspace can take once",
        status: 201,
        answer: json(PromoCode),
        errors: ["forbidden", "code_taken"],
      },
    },
  },
  {
    path: "/operator/outbound-requests",
    tag,
    handlers: outboundRequests,
    operations: {
      GET: {
        id: "listAllOutboundRequests",
        summary: "Every call to another server, with addresses inside, the latest first",
        status: 200,
        query: OUTBOUND_FILTER,
        answer: page(OperatorOutboundRequest),
        errors: ["forbidden"],
      },
    },
  },
];
