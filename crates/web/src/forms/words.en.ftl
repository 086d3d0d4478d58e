form-send = Send
form-optional = optional
form-choose = Choose…
form-decline = I would rather not say
form-trap = Do not write here
form-thanks = Thank you. We have it.
form-one-more = One question more, if you like:
form-nothing-more = There is nothing more to write: what you said before is enough.
form-somebody-else = Are you somebody else? Begin anew
form-wrong = { $n ->
    [one] It was not sent: { $count } answer has to be corrected. The rest is kept.
   *[other] It was not sent: { $count } answers have to be corrected. The rest is kept.
}
form-wait = It was not sent: many forms came from here in a row. What you wrote is kept; send it again in { $length }.
form-no-files = It was not sent: this form takes no files. Your answers are still here: send them without the file, and write how you will send it.
form-no-form = It was not sent: this takes what a form sends, no JSON and nothing else. A program tells what happens through /v1/track.
form-too-large = It was not sent: it is too much text. Shorten it and send it again.
form-confirm-title = Confirm what you consent to
form-confirm = Confirm
form-link-unknown = This link does not work
form-link-unknown-text = The mail may have cut it. Copy it whole from the mail and open it again, or fill in the form once more and another one comes.
form-link-form = Go to the form
form-confirmed = Confirmed
form-confirmed-text = Thank you. You can change your mind whenever you like.
forms-text = Each form asks first what weighs most in the decision, and never what is known.
forms-none = There are no forms yet. Choose one to begin with; all of it can be changed.
forms-begin = Begin with one that is made
forms-make = Make “{ $name }”
forms-name = Name
forms-name-help = The Agreement names it so: “submitted the form …”.
forms-seen = Views
forms-sent = Sent
forms-done = Of those who see it, send it
forms-unseen = nobody has seen it yet
forms-completed-few = { $sent } of { $seen }, few data
forms-completed = { $sent } of { $seen } (between { $low } and { $high } in 100)
forms-questions = { $n ->
    [one] { $count } question
   *[other] { $count } questions
}
forms-machines = { $n ->
    [one] and { $count } by a machine, which does not count
   *[other] and { $count } by machines, which do not count
}
forms-worth = missing of { $missing } in { $of } people × { $points } points (clause { $clauses })
forms-worth-few = missing of { $missing } in { $of } people, few data × { $points } points (clause { $clauses })
forms-worth-nobody = up to { $points } points (clause { $clauses }); there are no people yet of whom it is missing
forms-worth-none = gives no points under the Agreement in force
forms-worth-visit = always asked, at the end
forms-version = Version { $version }
forms-saved-by = saved by { $who }, { $when }
forms-saved = Saved. Whoever opens it sees this version.
forms-unsaved = It was not saved; what you wrote is still here. To correct:
forms-wrong-questions = Question { $number }: { $said }
forms-wrong-consents = Consent { $number }: { $said }
forms-visible = Questions at once
forms-language = Language where the reader’s is not known
forms-es = Spanish
forms-en = English
forms-title = Title
forms-intro = Introduction
forms-button = Button
forms-asks = Questions
forms-asks-text = They are asked in this order: first how to answer, then what weighs most. An answer is worth the people of whom it is missing times the points that it can give.
forms-add = Add a question
forms-label = Question
forms-why = Why it is asked
forms-id = What it is kept as
forms-about = What it is about
forms-about-person = the person
forms-about-company = their company
forms-about-visit = this visit (always)
forms-kind = How it is answered
forms-kind-text = a line
forms-kind-email = e-mail
forms-kind-phone = telephone
forms-kind-choice = choose one
forms-kind-yes-no = yes or no
forms-kind-number = number
forms-kind-long = several lines
forms-choices = Choices, one a line
forms-required = required
forms-remove = remove when saved
forms-consents = Consents
forms-consents-text = Each change of these words is a new text with its number; what was consented to under earlier ones is kept.
forms-notice = Who uses it and what for
forms-purpose = Channel or purpose
forms-consent-text = What they consent to
forms-add-consent = Add a consent
forms-double = It counts once they confirm it by a link.
forms-thanks = Once it is sent
forms-thanks-text = Thanks
forms-thanks-url = Or go to this page (to WhatsApp, with https://wa.me/ and the number)
forms-goes-on = Ask one question more, which may be left
forms-save = Save version { $version }
forms-only-sees = You can look; changing it takes the permission to edit.
forms-preview = What they see
forms-view = { $n ->
    [1] who comes for the first time
    [2] who gave their e-mail and job title
   *[3] who comes for the third time
}
forms-hidden = Goes along unseen:
forms-place = Put it on your site
forms-script = With a script
forms-plain = Without a script
forms-pending = To confirm
forms-pending-text = Criba has nothing to send mail with: hand the link on.
forms-to-confirm = link to confirm
forms-confirmed = confirmed
forms-texts = Texts that were consented to
forms-text-number = Text { $number }, since { $when }
forms-before = Earlier versions
forms-back = Back to { $version }
forms-double-mail = The link reaches them by mail.
forms-double-none = Criba has nothing to send mail with (smtp, mail_from and base_url are missing in the settings of the server): the link stands here, under “To confirm”.
forms-pending-mail = Each was sent the link by mail; here it says whether it went out.
forms-mail-waiting = mail on its way
forms-mail-later = the mail is tried again { $when }: { $why }
forms-mail-sent = mail sent
forms-mail-failed = the mail did not go out: { $why }
forms-mail-uncertain = nobody knows whether the mail arrived: { $why }
forms-mail-again = Send again
mail-confirm-subject = { $name }: confirm what you accept
mail-confirm = Somebody wrote this address in a form of { $name } and accepted:
mail-how = To confirm it, open the link and press “Confirm”:
mail-open = Open and confirm
mail-not-you = If it was not you, do nothing: unless confirmed, it does not count.
forms-unstarted = nobody has begun it yet
forms-left-few = { $left } of { $started }, few data
forms-left = { $left } of { $started } (between { $low } and { $high } in 100)
forms-abandoned = Of those who begin it, leave it
forms-qualified = MQL
forms-qualified-help = MQL: people whom the form brought, or who became one when they sent it, under the agreement in force. That somebody begins is said by their browser; without a script it is not known.
forms-left-here = { $n ->
    [one] { $count } person left it here
   *[other] { $count } people left it here
}
