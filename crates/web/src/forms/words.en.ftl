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
form-no-files = It was not sent: this form takes no files. Write here what you need.
form-too-large = It was not sent: it is too much text. Shorten it and send it again.
form-confirm-title = Confirm what you consent to
form-confirm = Confirm
form-confirmed = Confirmed
form-confirmed-text = Thank you. You can change your mind whenever you like.
