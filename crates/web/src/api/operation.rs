//! A route of the API and what is said of it: there is none that the description leaves out.

use axum::routing::MethodRouter;
use runtime::people::Permission;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::once::IDEMPOTENCY_KEY;
use super::problem::{Document, PROBLEM_JSON};
use crate::app::App;
use crate::routes::Table;
use crate::seat::Permits;

/// A route of the API.
pub(super) struct Operation {
    method: Method,
    path: &'static str,
    handler: MethodRouter<App>,
    /// What it does, in a sentence.
    summary: &'static str,
    query: Option<fn() -> Schema>,
    body: Option<Body>,
    answer: Answer,
    /// What its key has to allow; nothing where it needs no key.
    needs: Option<Permission>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

#[derive(Clone, Copy)]
enum Body {
    Json(fn(&mut SchemaGenerator) -> Schema),
    File,
}

#[derive(Clone, Copy)]
struct Answer {
    status: u16,
    schema: Option<fn(&mut SchemaGenerator) -> Schema>,
}

impl Operation {
    fn of(method: Method, path: &'static str, handler: MethodRouter<App>) -> Operation {
        let answer = Answer { status: 200, schema: None };
        Operation {
            method,
            path,
            handler,
            summary: "",
            query: None,
            body: None,
            answer,
            needs: Some(Permission::View),
        }
    }

    pub(super) fn get(path: &'static str, handler: MethodRouter<App>) -> Operation {
        Operation::of(Method::Get, path, handler)
    }

    pub(super) fn post(path: &'static str, handler: MethodRouter<App>) -> Operation {
        Operation::of(Method::Post, path, handler)
    }

    pub(super) fn put(path: &'static str, handler: MethodRouter<App>) -> Operation {
        Operation::of(Method::Put, path, handler)
    }

    pub(super) fn delete(path: &'static str, handler: MethodRouter<App>) -> Operation {
        Operation::of(Method::Delete, path, handler)
    }

    /// What it does, in a sentence.
    pub(super) fn says(self, summary: &'static str) -> Operation {
        Operation { summary, ..self }
    }

    /// What its query may say.
    pub(super) fn asks<Q: JsonSchema>(self) -> Operation {
        let query = || {
            let settings = SchemaSettings::draft2020_12().for_deserialize();
            let settings = settings.with(|settings| settings.inline_subschemas = true);
            settings.into_generator().into_root_schema_for::<Q>()
        };
        Operation { query: Some(query), ..self }
    }

    /// What is sent to it.
    pub(super) fn takes<B: JsonSchema>(self) -> Operation {
        let schema = |generator: &mut SchemaGenerator| generator.subschema_for::<B>();
        Operation { body: Some(Body::Json(schema)), ..self }
    }

    /// That a file is sent to it.
    pub(super) fn takes_file(self) -> Operation {
        Operation { body: Some(Body::File), ..self }
    }

    /// What it answers.
    pub(super) fn answers<A: JsonSchema>(self, status: u16) -> Operation {
        let schema = |generator: &mut SchemaGenerator| generator.subschema_for::<A>();
        Operation { answer: Answer { status, schema: Some(schema) }, ..self }
    }

    /// That it changes something, and what its key has to allow for that.
    pub(super) fn needs<P: Permits>(self) -> Operation {
        Operation { needs: Some(P::PERMISSION), ..self }
    }

    /// That it needs no key.
    pub(super) fn open(self) -> Operation {
        Operation { needs: None, ..self }
    }

    /// Puts it among the routes.
    pub(super) fn route(self, table: &mut Table) {
        match self.method {
            Method::Get => table.get(self.path, self.handler),
            Method::Post => table.post(self.path, self.handler),
            Method::Put => table.put(self.path, self.handler),
            Method::Delete => table.delete(self.path, self.handler),
        }
    }
}

/// The description of all of them: OpenAPI 3.1.
pub(super) fn document(operations: &[Operation]) -> Value {
    let settings = || {
        SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = "/components/schemas".into())
    };
    let mut sent = settings().for_deserialize().into_generator();
    let mut answered = settings().for_serialize().into_generator();
    let problem = answered.subschema_for::<Document>().to_value();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let said = operation.said(&mut sent, &mut answered, &problem);
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(operation.method_name().to_owned(), said);
        }
    }
    let mut schemas = answered.take_definitions(true);
    schemas.extend(sent.take_definitions(true));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Criba",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "security": [{ "key": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } },
            "headers": RATE_HEADERS.iter().map(|(name, says)| {
                let header = json!({ "description": says, "schema": { "type": "string" } });
                ((*name).to_owned(), header)
            }).collect::<Map<String, Value>>(),
        },
    })
}

/// What each answer to a key with a limit says of it.
const RATE_HEADERS: [(&str, &str); 5] = [
    ("RateLimit-Policy", "How many calls (`q`) the key may make in so many seconds (`w`)."),
    (
        "RateLimit",
        "How many it may make now (`r`), and in how many seconds all are free again (`t`). When \
         the next may come after one that was refused, `Retry-After` says.",
    ),
    ("X-RateLimit-Limit", "How many calls the key may make in a second."),
    ("X-RateLimit-Remaining", "How many it may make now."),
    ("X-RateLimit-Reset", "In how many seconds all are free again."),
];

const DESCRIPTION: &str = "\
Tells sales whom to call first and why. A key is made with `criba key add --kind api`, for what \
its `--can` says: beside each call stands what its key has to allow. Times are \
RFC 3339 with microseconds in UTC. What is read shows everything that was acknowledged before it \
was asked for. Lists go on with `cursor` until it is null. What changes something takes an \
`Idempotency-Key`: the same call under the same key is answered the same for two days and does \
nothing twice. What is not done is answered with a problem document (RFC 9457) whose `code` stays.";

impl Operation {
    fn method_name(&self) -> &'static str {
        match self.method {
            Method::Get => "get",
            Method::Post => "post",
            Method::Put => "put",
            Method::Delete => "delete",
        }
    }

    fn said(
        &self,
        sent: &mut SchemaGenerator,
        answered: &mut SchemaGenerator,
        problem: &Value,
    ) -> Value {
        let mut said = json!({
            "operationId": self.id(),
            "summary": self.summary,
            "parameters": self.parameters(),
            "responses": self.responses(answered, problem),
        });
        let content = match self.body {
            None => None,
            Some(Body::Json(schema)) => {
                Some(json!({ "application/json": { "schema": schema(sent).to_value() } }))
            }
            Some(Body::File) => Some(json!({
                "application/octet-stream": {},
                "multipart/form-data": { "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": { "file": { "contentMediaType": "application/octet-stream" } },
                } },
            })),
        };
        if let (Some(content), Some(said)) = (content, said.as_object_mut()) {
            said.insert("requestBody".into(), json!({ "required": true, "content": content }));
        }
        if let Some(said) = said.as_object_mut() {
            // Roles beside a scheme: OpenAPI 3.1, «Security Requirement Object».
            let needed = self.needs.map(|needed| json!({ "key": [needed.id()] }));
            said.insert("security".into(), needed.into_iter().collect());
        }
        said
    }

    /// `get_contacts_id_why` for `GET /api/v1/contacts/{id}/why`.
    fn id(&self) -> String {
        let path = self.path.trim_start_matches("/api/v1");
        let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = std::iter::once(self.method_name()).chain(words).collect();
        words.join("_")
    }

    fn parameters(&self) -> Vec<Value> {
        let mut parameters: Vec<Value> = Vec::new();
        let names = self.path.split('/').filter_map(|part| part.strip_prefix('{'));
        for name in names {
            parameters.push(json!({
                "name": name.trim_end_matches('}'),
                "in": "path",
                "required": true,
                "schema": { "type": "string" },
            }));
        }
        let query = self.query.map(|query| query().to_value()).unwrap_or_default();
        let properties = query.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let mut schema = schema.clone();
            let said = schema.as_object_mut().and_then(|schema| schema.remove("description"));
            parameters.push(json!({
                "name": name,
                "in": "query",
                "description": said.unwrap_or_default(),
                "schema": schema,
            }));
        }
        if self.method != Method::Get {
            parameters.push(json!({
                "name": IDEMPOTENCY_KEY,
                "in": "header",
                "description": "The same call under the same key is answered the same and does \
                                nothing twice; another call under it is refused.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
            }));
        }
        parameters
    }

    fn responses(&self, answered: &mut SchemaGenerator, problem: &Value) -> Value {
        let content = match self.answer.schema {
            Some(schema) => {
                json!({ "application/json": { "schema": schema(answered).to_value() } })
            }
            None => json!({ "application/json": {} }),
        };
        let refused = |said: &str| {
            let content = json!({ PROBLEM_JSON: { "schema": problem } });
            json!({ "description": said, "content": content })
        };
        let mut responses = json!({
            "default": refused("It was not done; `code` says why."),
        });
        if let Some(responses) = responses.as_object_mut() {
            responses.insert(
                self.answer.status.to_string(),
                json!({ "description": self.summary, "content": content }),
            );
            if self.needs.is_some() {
                responses.insert("401".into(), refused("No key, or one that opens nothing."));
                responses.insert("403".into(), refused("The key does not allow it."));
                responses.insert("429".into(), refused("More calls than the key may make."));
                let named = RATE_HEADERS.map(|(name, _)| {
                    (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }))
                });
                let named: Map<String, Value> = named.into_iter().collect();
                // Who has no key has no limit of its own.
                let answers = responses.iter_mut().filter(|(status, _)| *status != "401");
                for answer in answers.filter_map(|(_, answer)| answer.as_object_mut()) {
                    answer.insert("headers".into(), Value::Object(named.clone()));
                }
            }
        }
        responses
    }
}
